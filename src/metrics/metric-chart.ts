import { comparedPeriod } from "../calendar/compared-period.ts";
import type { ChartSeries, ChartSpec } from "../charts/chart-spec.ts";
import { keyLabel } from "./key-label.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { Dimension, MetricQuery } from "./metric-query.ts";
import type { MetricResult } from "./metric-result.ts";
import { isBucketUnit, isTimeDimension } from "./time-axis.ts";

export interface MetricChartOptions {
  /** What to call a key of the breakdown; ids are shown where it knows none. */
  readonly nameOf?: (dimension: Dimension, key: string) => string | undefined;
  readonly goal?: { readonly label: string; readonly value: number };
}

/**
 * The chart of one metric by no, one or two dimensions: times as a line or as bars with the period before behind,
 * names as bars, two dimensions as a heat map with the hour of the day, else the last one, across.
 *
 * @param results all of the metric and of the query
 */
export function metricChart(
  definition: MetricDefinition,
  results: readonly MetricResult[],
  query: Pick<MetricQuery, "by" | "period" | "now" | "compare">,
  options: MetricChartOptions = {},
): ChartSpec {
  const own = ofLargestCurrency(results.filter((result) => result.metric === definition.id));
  const [first, second] = query.by;
  if (first && second) return heatMap(definition, own, across(first, second), options);
  return seriesChart(definition, own, first, query, options);
}

/** One axis measures one currency: that of the largest amounts. */
function ofLargestCurrency(results: readonly MetricResult[]): readonly MetricResult[] {
  const byCurrency = [...Map.groupBy(results, ({ key }) => key["currency"] ?? null)];
  const size = (some: readonly MetricResult[]) =>
    some.reduce((sum, { value }) => sum + Math.abs(value ?? 0), 0);
  if (results.some(({ unit }) => unit !== "money")) return results;
  return byCurrency.toSorted(([, a], [, b]) => size(b) - size(a))[0]?.[1] ?? results;
}

function seriesChart(
  definition: MetricDefinition,
  results: readonly MetricResult[],
  dimension: Dimension | undefined,
  query: Pick<MetricQuery, "period" | "now" | "compare">,
  { nameOf, goal }: MetricChartOptions,
): ChartSpec {
  const { period, now, compare } = query;
  const isLine = dimension !== undefined && isBucketUnit(dimension) && definition.chart.kind === "line";
  const before: ChartSeries = {
    name: comparedPeriod(period, now, compare).name,
    role: "previous",
    values: results.map((result) => result.previous.value),
  };
  const current: ChartSeries = {
    name: period.name,
    role: "current",
    values: results.map((result) => result.value),
  };
  const keys = dimension ? results.map((result) => result.key[dimension] ?? null) : [];
  const days = dimension === "day" ? keys.filter((key) => key !== null) : [];
  return {
    kind: isLine ? "line" : "bar",
    title: titleOf(definition, results, dimension ? [dimension] : []),
    unit: results[0]?.unit ?? definition.unit,
    labels: dimension ? axisLabels(dimension, keys, nameOf) : [period.name],
    ...(days.length > 0 && days.length === keys.length ? { days } : {}),
    series: [before, current],
    ...(goal ? { goal } : {}),
  };
}

/** Columns by rows. */
function across(first: Dimension, second: Dimension): readonly [Dimension, Dimension] {
  const isFirstAcross = first === "hour-of-day" || (isTimeDimension(first) && !isTimeDimension(second));
  return isFirstAcross ? [first, second] : [second, first];
}

function heatMap(
  definition: MetricDefinition,
  results: readonly MetricResult[],
  [across, down]: readonly [Dimension, Dimension],
  { nameOf }: MetricChartOptions,
): ChartSpec {
  const columns = inOrderOfKeys(results, across);
  const rows = inOrderOfKeys(results, down);
  const cells = new Map(
    results.map((result) => [cellOf(result.key[down], result.key[across]), result.value]),
  );
  const nothing = definition.unit === "count" ? 0 : null;
  return {
    kind: "heat-map",
    title: titleOf(definition, results, [across, down]),
    unit: results[0]?.unit ?? definition.unit,
    columns: columns.map((key) => keyLabel(across, key, nameOf)),
    rows: rows.map((key) => keyLabel(down, key, nameOf)),
    values: rows.map((row) => columns.map((column) => cells.get(cellOf(row, column)) ?? nothing)),
  };
}

/** Results come in the order of their keys, the first dimension first. */
function inOrderOfKeys(results: readonly MetricResult[], dimension: Dimension): readonly (string | null)[] {
  return [...new Set(results.map((result) => result.key[dimension] ?? null))];
}

function cellOf(row: string | null | undefined, column: string | null | undefined): string {
  return JSON.stringify([row ?? null, column ?? null]);
}

/** Over a month of days "Mon 2" would come twice, over a day of hours "09:00": then the date stands there too. */
function axisLabels(
  dimension: Dimension,
  keys: readonly (string | null)[],
  nameOf: MetricChartOptions["nameOf"],
): readonly string[] {
  const labels = keys.map((key) => keyLabel(dimension, key, nameOf));
  if (new Set(labels).size === labels.length) return labels;
  if (dimension === "day") return keys.map((key) => keyLabel("week", key));
  if (dimension === "hour")
    return labels.map((label, index) => `${keyLabel("day", keys[index]?.slice(0, 10) ?? null)} ${label}`);
  return labels;
}

function titleOf(
  { name, unit }: MetricDefinition,
  results: readonly MetricResult[],
  dimensions: readonly Dimension[],
): string {
  const currency = unit === "money" ? results[0]?.key["currency"] : undefined;
  const title = titleBy(
    name,
    dimensions.filter((dimension) => dimension !== "currency"),
  );
  return currency ? `${title} (${currency})` : title;
}

function titleBy(name: string, by: readonly Dimension[]): string {
  const words = by.map((dimension) => dimension.replaceAll("-", " "));
  return by.length === 0 ? name : `${name} by ${words.join(" and ")}`;
}
