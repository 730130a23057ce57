import { comparedPeriod } from "../calendar/compared-period.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { keyLabel } from "../metrics/key-label.ts";
import type { Dimension, MetricQuery } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { isTimeDimension } from "../metrics/time-axis.ts";
import { formatResult, wordChange, wordSample } from "../metrics/wording.ts";
import { type TextColumn, textTable } from "./text-table.ts";

/** What `kpi` prints to people. */
export function kpiTable(
  query: Pick<MetricQuery, "by" | "period" | "now" | "compare">,
  results: readonly MetricResult[],
  agentNames: ReadonlyMap<string, string>,
): string {
  const { by, period, now, compare } = query;
  const heading = `${period.name}, ${period.timezone}, compared with ${comparedPeriod(period, now, compare).name}`;
  if (results.length === 0) return `${heading}\n\nNothing was found.\n`;
  const columns: readonly TextColumn[] = [
    { label: "KPI", align: "left" },
    ...by.map((dimension) => ({ label: dimension, align: "left" as const })),
    { label: "value", align: "right" },
    { label: "change", align: "left" },
    { label: "before", align: "right" },
    { label: "sample", align: "left" },
    { label: "notes", align: "left" },
  ];
  const nameOf = (dimension: Dimension, key: string) =>
    dimension === "agent" ? agentNames.get(key) : undefined;
  const rows = results.map((result) => {
    const definition = findMetric(result.metric);
    return [
      nameWith(definition.name, result),
      ...by.map((dimension) => cell(dimension, result.key[dimension] ?? null, nameOf)),
      formatResult(result, result.value),
      wordChange(definition, result).text,
      formatResult(result, result.previous.value),
      wordSample(definition, result) ?? "",
      [...(result.goal ? [result.goal.text] : []), ...result.notes].join("; "),
    ];
  });
  return `${heading}\n\n${textTable(columns, rows)}\n`;
}

function nameWith(name: string, { statistic = "mean" }: MetricResult): string {
  return statistic === "mean" ? name : `${name} (${statistic})`;
}

/** Dates stand there in full: a table has the room. */
function cell(
  dimension: Dimension,
  key: string | null,
  nameOf: (dimension: Dimension, key: string) => string | undefined,
): string {
  const isDate = isTimeDimension(dimension) && dimension !== "weekday" && dimension !== "hour-of-day";
  return isDate && key !== null ? key : keyLabel(dimension, key, nameOf);
}
