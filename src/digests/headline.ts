import type { Kysely } from "kysely";
import type { Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatValue, wordChange } from "../metrics/wording.ts";
import type { Database } from "../store/tables.ts";
import { type Cause, findCause } from "./cause.ts";
import type { DigestRequest } from "./digest-request.ts";
import type { DisplayNames } from "./display-names.ts";
import { highlights, rankChanges } from "./highlights.ts";
import { metricLabel } from "./tiles.ts";

export interface Headline {
  /** What matters most in one sentence, for the notification on a phone. */
  readonly summary: string;
  readonly sections: readonly Section[];
}

/** What matters most in words: the largest real changes for the worse and for the better, and where they come from. */
export async function headline(
  db: Kysely<Database>,
  request: DigestRequest,
  results: readonly MetricResult[],
  nameOf: DisplayNames,
): Promise<Headline> {
  const changes = rankChanges(results);
  const told = [...changes.worse, ...changes.moved, ...changes.better];
  if (told.length === 0) return calm(results);
  const causes = new Map<MetricResult, Cause | undefined>();
  for (const change of told) causes.set(change, await findCause(db, request, change));
  const sentence = (change: MetricResult) => sentenceOf(change, causes.get(change), nameOf);
  const items = highlights(changes, sentence);
  return { summary: items[0]?.text ?? "", sections: [{ type: "highlights", items }] };
}

/** Nothing stands out: that is news too, but short. */
function calm(results: readonly MetricResult[]): Headline {
  const judged = results.filter((result) => result.verdict === "about-the-same");
  const text =
    judged.length > 0
      ? "Nothing out of the ordinary: what could be compared is about the same as before."
      : "Not enough to compare yet.";
  return { summary: text, sections: [{ type: "paragraph", text }] };
}

/** "First response time 2h 4m, 210 % slower, worse (61 replies, 58 before), most on chat: 4h 10m." */
function sentenceOf(change: MetricResult, cause: Cause | undefined, nameOf: DisplayNames): string {
  const definition = findMetric(change.metric);
  const value = formatValue(change.unit, change.value);
  const before = formatValue(change.unit, change.previous.value);
  const sizes =
    definition.unit === "count"
      ? ""
      : ` (${formatValue("count", change.sample)} ${definition.sampleOf[change.sample === 1 ? 0 : 1]}, ${formatValue("count", change.previous.sample)} before)`;
  return `${metricLabel(definition, change)}: ${value}, was ${before}: ${wordChange(definition, change).text}${sizes}${causeInWords(cause, nameOf)}.`;
}

function causeInWords(cause: Cause | undefined, nameOf: DisplayNames): string {
  if (!cause) return "";
  const { dimension, value, result } = cause;
  const [now, before] = [result.value, result.previous.value].map((seen) => formatValue(result.unit, seen));
  return `, most for ${dimension} ${nameOf(dimension, value)} (${now}, was ${before})`;
}
