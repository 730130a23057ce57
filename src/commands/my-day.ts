import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatValue, type Locale, wordChange } from "../metrics/wording.ts";
import type { Told } from "./ask-numbers.ts";
import { periodPhrase } from "./period-phrase.ts";

/**
 * Somebody's numbers in two sentences: "Today so far you sent 34 messages (12 % more) and closed 12 conversations.
 * Customers waited 4m 10s for your replies (median; 20 % faster, better)."
 */
export function myDay({ results, query }: Told, locale: Locale): string {
  const when = periodPhrase(query.period, query.now, locale);
  const phrase = when.slice(0, 1).toUpperCase() + when.slice(1);
  const [sent, wait, closed] = ["messages-sent", "response-time", "conversations-closed"].map((id) =>
    results.find(({ metric }) => metric === id),
  );
  if (results.every(({ metric, value }) => metric === "open-conversations" || !value))
    return `${phrase} nothing of yours has come in yet.`;
  const counts = `${phrase} you sent ${counted(sent, "message", locale)} and closed ${counted(closed, "conversation", locale)}.`;
  if (!wait || wait.value === null) return counts;
  const how = [...(wait.statistic ? [wait.statistic] : []), ...change(wait, locale)].join("; ");
  return `${counts} Customers waited ${formatValue(wait.unit, wait.value, { locale })} for your replies (${how}).`;
}

function counted(result: MetricResult | undefined, noun: string, locale: Locale): string {
  const value = result?.value ?? 0;
  const words = `${value === 0 ? "no" : formatValue("count", value, { locale })} ${noun}${value === 1 ? "" : "s"}`;
  const how = result ? change(result, locale) : [];
  return how.length > 0 ? `${words} (${how.join("; ")})` : words;
}

/** Only a change that means something is worth words. */
function change(result: MetricResult, locale: Locale): readonly string[] {
  const isTold = ["better", "worse", "higher", "lower", "about-the-same"].includes(result.verdict);
  return isTold ? [wordChange(findMetric(result.metric), result, locale).text] : [];
}
