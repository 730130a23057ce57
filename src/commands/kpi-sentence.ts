import { comparedPeriod } from "../calendar/compared-period.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatValue, wordChange, wordSample } from "../metrics/wording.ts";
import type { Told } from "./ask-numbers.ts";
import type { Setting } from "./number-sections.ts";
import { periodPhrase } from "./period-phrase.ts";

/** The answer in one sentence: "CSAT last week: 94 %, 3 points higher, better, than 91 % the week before (from 120 ratings)." */
export function kpiSentence(result: MetricResult, { query }: Told, { viewing }: Setting): string {
  const { locale } = viewing;
  const definition = findMetric(result.metric);
  const when = periodPhrase(query.period, query.now, locale);
  const how =
    result.statistic && result.statistic !== "mean" ? ` (${result.statistic.replaceAll("-", " ")})` : "";
  const value = formatValue(result.unit, result.value, { locale });
  const before = formatValue(result.unit, result.previous.value, { locale });
  const compared = comparedPeriod(query.period, query.now, query.compare).name;
  const change = wordChange(definition, result, locale).text;
  const sample = wordSample(definition, result, locale);
  const against = result.previous.value === null ? change : `${change} (${before} ${compared})`;
  const goal = result.goal ? `; ${result.goal.text}` : "";
  return `${when}, ${definition.name}${how} was ${value}: ${against}${sample ? `, ${sample}` : ""}${goal}.`;
}
