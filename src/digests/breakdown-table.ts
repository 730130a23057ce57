import type { Table } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatValue, type Locale } from "../metrics/wording.ts";
import type { DisplayNames } from "./display-names.ts";

/** More rows than anybody reads over coffee. */
const MOST_ROWS = 15;

/**
 * A table with a row a key of the dimension and a column a KPI, the busiest first and nobody last. A significant change for the worse or
 * the better stands behind the value as a word.
 */
export function breakdownTable(
  dimension: string,
  metrics: readonly string[],
  results: readonly MetricResult[],
  nameOf: DisplayNames,
  locale: Locale = "en",
): Table {
  const cells = new Map(
    results.map((result) => [cellKey(result.key[dimension] ?? null, result.metric), result]),
  );
  const keys = [...new Set(results.map((result) => result.key[dimension] ?? null))];
  const rows = keys
    .map((key) => ({
      key,
      name: nameOf(dimension, key),
      found: metrics.map((metric) => cells.get(cellKey(key, metric))),
    }))
    .filter((row) => row.found.some((result) => (result?.sample ?? 0) > 0))
    .sort(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        (b.found[0]?.value ?? -1) - (a.found[0]?.value ?? -1) ||
        a.name.localeCompare(b.name, "en"),
    );
  return {
    type: "table",
    title: `By ${dimension}`,
    columns: [
      { label: dimension[0]?.toUpperCase() + dimension.slice(1), align: "left" },
      ...metrics.map((metric) => ({ label: findMetric(metric).name, align: "right" as const })),
    ],
    rows: rows
      .slice(0, MOST_ROWS)
      .map((row) => [row.name, ...row.found.map((result) => cell(result, locale))]),
    omitted: Math.max(0, rows.length - MOST_ROWS),
  };
}

function cell(result: MetricResult | undefined, locale: Locale): string {
  if (!result || result.value === null) return "–";
  const text = formatValue(result.unit, result.value, { locale });
  return result.verdict === "worse" || result.verdict === "better" ? `${text} (${result.verdict})` : text;
}

function cellKey(key: string | null, metric: string): string {
  return JSON.stringify([key, metric]);
}
