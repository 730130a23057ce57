import { comparedPeriod } from "../calendar/compared-period.ts";
import { metricLabel } from "../digests/tiles.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatResult, wordChange, wordSample } from "../metrics/wording.ts";
import type { Told } from "./ask-numbers.ts";
import type { Setting } from "./number-sections.ts";
import { periodPhrase } from "./period-phrase.ts";

/** The answer in one sentence: "CSAT, yesterday: 94 %, 3 points higher, better (91 % the day before), from 120 ratings." */
export function kpiSentence(result: MetricResult, { query }: Told, { viewing }: Setting): string {
  const { locale } = viewing;
  const definition = findMetric(result.metric);
  const label = metricLabel(definition, result);
  const when = periodPhrase(query.period, query.now, locale);
  const [value, before] = [result.value, result.previous.value].map((one) =>
    formatResult(result, one, locale),
  );
  const compared = comparedPeriod(query.period, query.now, query.compare).name;
  const change = result.value === null ? [] : [wordChange(definition, result, locale).text];
  const against = result.previous.value === null ? change : [...change, `(${before} ${compared})`];
  const sample = wordSample(definition, result, locale);
  const said = [value, against.join(" "), sample].filter((part) => part !== undefined && part !== "");
  const goal = result.goal ? `; ${result.goal.text}` : "";
  return `${label}, ${when}: ${said.join(", ")}${goal}.`;
}
