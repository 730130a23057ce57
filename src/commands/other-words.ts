/** Other words that people begin a line with, as it is meant. */
const otherWords: Readonly<Record<string, string>> = {
  alert: "ack",
  alerts: "ack",
  acknowledge: "ack",
  take: "ack",
  overdue: "sla",
  backtest: "sla backtest",
  "back-test": "sla backtest",
};

/** The word that is meant by another one, with what goes before its words: "sla backtest" of backtest. */
export function meantBy(word: string): string {
  const plain = word.toLowerCase();
  return (Object.hasOwn(otherWords, plain) ? otherWords[plain] : undefined) ?? plain;
}
