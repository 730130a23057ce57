import type { Digest } from "../config/desk-config.ts";
import type { Tile } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { moment } from "./freshness.ts";
import type { Headline } from "./headline.ts";
import type { SourceBehind } from "./sources-behind.ts";
import { metricLabel } from "./tiles.ts";

/** Which KPIs of a digest cannot be told, since a source is behind: a number from a part would look like a bad day. */
export function unmeasured(behind: readonly SourceBehind[]): ReadonlySet<string> {
  return new Set(behind.flatMap(({ kpis }) => kpis));
}

/** The digest without tables' columns and charts of KPIs that are not measured. */
export function measuredPart(digest: Digest, missing: ReadonlySet<string>): Digest {
  if (missing.size === 0) return digest;
  const { table, ...rest } = digest;
  const kpis = table?.kpis.filter((kpi) => !missing.has(kpi)) ?? [];
  return {
    ...rest,
    charts: digest.charts.filter((chart) => !missing.has(chart.kpi)),
    ...(table && kpis.length > 0 ? { table: { ...table, kpis } } : {}),
  };
}

/** A KPI that is not measured: neither a value nor a judgement. */
export function unmeasuredTile(result: MetricResult, behind: readonly SourceBehind[]): Tile {
  const sources = behind.filter(({ kpis }) => kpis.includes(result.metric)).map(({ source }) => source);
  return {
    label: metricLabel(findMetric(result.metric), result),
    value: "not measured",
    sample: `waiting for ${sources.join(", ")}`,
  };
}

/** Says first what is missing, and since when. */
export function withMissing(
  said: Headline,
  behind: readonly SourceBehind[],
  isAnyMeasured: boolean,
  { asOf, timezone }: { readonly asOf: Date; readonly timezone: string },
): Headline {
  if (behind.length === 0) return said;
  const text = behind
    .map(({ source, since }) => `Nothing has come from ${source} since ${moment(since, asOf, timezone)}`)
    .join("; ");
  const missing = `${text}: what rests on it is not measured.`;
  return {
    summary: isAnyMeasured ? `${missing} ${said.summary}` : missing,
    sections: [{ type: "paragraph", text: `⚠️ ${missing}` }, ...(isAnyMeasured ? said.sections : [])],
  };
}
