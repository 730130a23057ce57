import type {
  ExportCell,
  ExportColumn,
  ExportKind,
  ExportTable,
  TypedValue,
} from "../exports/export-table.ts";
import type { MetricQuery } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";

/** What `kpi --csv` and `kpi --xlsx` write: a row a value, unrounded; not measured is empty. */
export function kpiExport(
  query: Pick<MetricQuery, "by" | "period">,
  results: readonly MetricResult[],
  agentNames: ReadonlyMap<string, string>,
): ExportTable {
  const { period } = query;
  const by = splitBy(query, results);
  const metrics = [...new Set(results.map(({ metric }) => metric))].join(", ");
  return {
    name: [metrics, ...query.by.map((dimension) => `by ${dimension}`)].join(" "),
    timezone: period.timezone,
    columns: [
      { header: "metric", kind: "text" },
      { header: "unit", kind: "text" },
      ...by.flatMap(keyColumns),
      { header: "value", kind: "score" },
      { header: "sample", kind: "count" },
      { header: "previous_value", kind: "score" },
      { header: "previous_sample", kind: "count" },
      { header: "change", kind: "percent" },
      { header: "better", kind: "flag" },
      { header: "notes", kind: "text" },
    ],
    rows: results.map((result) => [
      result.metric,
      result.unit,
      ...by.flatMap((dimension) => keyCells(dimension, result.key[dimension] ?? null, agentNames)),
      measured(result, result.value),
      result.sample,
      measured(result, result.previous.value),
      result.previous.sample,
      { kind: changeKinds[result.unit], value: result.change },
      result.better,
      result.notes.join("; "),
    ]),
  };
}

/** Money is told apart by its currency also where nobody asked for it. */
function splitBy({ by }: Pick<MetricQuery, "by">, results: readonly MetricResult[]): readonly string[] {
  const dimensions: readonly string[] = by;
  const isMissing = !dimensions.includes("currency") && results.some(({ key }) => "currency" in key);
  return isMissing ? [...dimensions, "currency"] : dimensions;
}

function measured({ unit, key }: MetricResult, value: number | null): TypedValue {
  const currency = key["currency"];
  return currency ? { kind: unit, value, currency } : { kind: unit, value };
}

const changeKinds = {
  count: "percent",
  duration: "percent",
  money: "percent",
  percent: "points",
  score: "score",
} as const satisfies Record<MetricResult["unit"], ExportKind>;

const keyKinds: Readonly<Partial<Record<string, ExportKind>>> = {
  hour: "instant",
  day: "date",
  week: "date",
  month: "date",
};

/** An agent's id is followed by the name, which need not be the only one of its kind. */
function keyColumns(dimension: string): readonly ExportColumn[] {
  const key: ExportColumn = { header: dimension, kind: keyKinds[dimension] ?? "text" };
  return dimension === "agent" ? [key, { header: "agent_name", kind: "text" }] : [key];
}

function keyCells(
  dimension: string,
  key: string | null,
  agentNames: ReadonlyMap<string, string>,
): readonly ExportCell[] {
  if (dimension !== "agent") return [key];
  return [key, key === null ? null : (agentNames.get(key) ?? null)];
}
