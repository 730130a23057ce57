import type { Table } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatResult, type Locale } from "../metrics/wording.ts";
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
  const cells = Map.groupBy(results, ({ key, metric }) => cellKey(key[dimension] ?? null, metric));
  const keys = [...new Set(results.map((result) => result.key[dimension] ?? null))];
  const rows = keys
    .map((key) => ({
      key,
      name: nameOf(dimension, key),
      found: metrics.map((metric) => cells.get(cellKey(key, metric)) ?? []),
    }))
    .filter((row) => row.found.flat().some(({ sample }) => sample > 0))
    .sort(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        (b.found[0]?.[0]?.value ?? -1) - (a.found[0]?.[0]?.value ?? -1) ||
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
      .map((row) => [row.name, ...row.found.map((ofCell) => cell(ofCell, locale))]),
    omitted: Math.max(0, rows.length - MOST_ROWS),
  };
}

/** One value, or of money one a currency. */
function cell(results: readonly MetricResult[], locale: Locale): string {
  const texts = results.flatMap((result) => {
    if (result.value === null) return [];
    const text = formatResult(result, result.value, locale);
    const isTold = result.verdict === "worse" || result.verdict === "better";
    return [isTold ? `${text} (${result.verdict})` : text];
  });
  return texts.join(", ") || "–";
}

function cellKey(key: string | null, metric: string): string {
  return JSON.stringify([key, metric]);
}
