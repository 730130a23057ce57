import type { Kysely } from "kysely";
import type { Chart } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { goalBound, goalFor } from "../metrics/goal.ts";
import { type MetricChartOptions, metricChart } from "../metrics/metric-chart.ts";
import { parseDimension } from "../metrics/parse-dimension.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { formatValue } from "../metrics/wording.ts";
import type { Database } from "../store/tables.ts";
import { chartInWords } from "./chart-in-words.ts";
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
      altText: `${spec.title}, ${shortPeriodLabel(period)}: ${chartInWords(spec)}`,
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
