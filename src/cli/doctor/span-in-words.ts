const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** To what people care about: "40 s", "12 min", "5 h", "3 days". */
export function spanInWords(milliseconds: number): string {
  if (milliseconds < 2 * MINUTE) return `${Math.round(milliseconds / 1_000)} s`;
  if (milliseconds < 2 * HOUR) return `${Math.round(milliseconds / MINUTE)} min`;
  if (milliseconds < 2 * DAY) return `${Math.round(milliseconds / HOUR)} h`;
  return `${Math.round(milliseconds / DAY)} days`;
}
