import type { MetricQuery } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { csvText } from "./csv-text.ts";

/** What `kpi --csv` prints: a row a value, unrounded; not measured is empty. */
export function kpiCsv({ by }: Pick<MetricQuery, "by">, results: readonly MetricResult[]): string {
  const header = [
    "metric",
    "unit",
    ...by,
    "value",
    "sample",
    "previous_value",
    "previous_sample",
    "change",
    "better",
    "notes",
  ];
  const rows = results.map((result) => [
    result.metric,
    result.unit,
    ...by.map((dimension) => result.key[dimension] ?? null),
    result.value,
    result.sample,
    result.previous.value,
    result.previous.sample,
    result.change,
    result.better,
    result.notes.join("; "),
  ]);
  return csvText(header, rows);
}
