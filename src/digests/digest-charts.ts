import type { Kysely } from "kysely";
import type { ChartSpec } from "../charts/chart-spec.ts";
import type { Chart } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { type MetricChartOptions, metricChart } from "../metrics/metric-chart.ts";
import { parseDimension } from "../metrics/parse-dimension.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { formatValue, goalBound, goalFor } from "../metrics/wording.ts";
import type { Database } from "../store/tables.ts";
import { askedMetric, type DigestRequest, digestPeriod, digestQuery } from "./digest-request.ts";
import { scopeFilters } from "./digest-scope.ts";
import type { DisplayNames } from "./display-names.ts";
import { shortPeriodLabel } from "./period-label.ts";

/** The charts a digest asks for, each over its own period: by default the last 14 days. */
export async function digestCharts(
  db: Kysely<Database>,
  request: DigestRequest,
  nameOf: DisplayNames,
): Promise<readonly Chart[]> {
  const charts: Chart[] = [];
  for (const asked of request.digest.charts) {
    const period = digestPeriod(request, asked.period ?? "last 14 days");
    const by = asked.by.map(parseDimension);
    const query = digestQuery(request, { metrics: [askedMetric(request, asked.kpi)], period, by });
    const results = await queryMetrics(db, query);
    const spec = metricChart(findMetric(asked.kpi), results, query, {
      nameOf,
      ...goalLine(request, asked.kpi),
    });
    charts.push({
      type: "chart",
      spec,
      altText: `${spec.title}, ${shortPeriodLabel(period)}: ${inWords(spec)}`,
    });
  }
  return charts;
}

/** The goal as a line across the chart. */
function goalLine({ config, digest }: DigestRequest, metric: string): Pick<MetricChartOptions, "goal"> {
  const goal = goalFor(config.goals, metric, scopeFilters(digest));
  if (!goal) return {};
  const { unit } = findMetric(metric);
  const value = goalBound(goal, unit);
  return { goal: { label: `goal ${formatValue(unit, value)}`, value } };
}

/** What the picture shows, for who cannot see it. */
function inWords(spec: ChartSpec): string {
  const values = spec.kind === "heat-map" ? spec.values.flat() : (spec.series.at(-1)?.values ?? []);
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0) return "no data.";
  const [low, high] = [Math.min(...measured), Math.max(...measured)];
  const range = `from ${formatValue(spec.unit, low)} to ${formatValue(spec.unit, high)}`;
  if (spec.kind === "heat-map") return `${range}, highest ${peak(spec, high)}.`;
  return `${range}, highest at ${spec.labels[values.indexOf(high)]}.`;
}

function peak(spec: Extract<ChartSpec, { kind: "heat-map" }>, high: number): string {
  const row = spec.values.findIndex((values) => values.includes(high));
  const column = spec.values[row]?.indexOf(high) ?? 0;
  return `on ${spec.rows[row]} at ${spec.columns[column]}`;
}
