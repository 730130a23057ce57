import { UsageError } from "../errors.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { metricChart } from "../metrics/metric-chart.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import type { MetricQuery } from "../metrics/metric-query.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { agentNames } from "../store/agent-names.ts";
import { openCharts } from "./open-charts.ts";
import type { Desk } from "./open-desk.ts";
import { writeResult } from "./write-result.ts";

/**
 * Draws a KPI as it is asked for, over its usual dimension where none is, into a PNG.
 *
 * @throws OperationError where the file cannot be written
 */
export async function drawKpi(desk: Desk, query: MetricQuery, file: string): Promise<void> {
  const { db } = desk.store;
  const definition = charted(query);
  const split = query.by.length > 0 ? query : { ...query, by: definition.chart.by };
  const names = await agentNames(db, query.accountId);
  const spec = metricChart(definition, await queryMetrics(db, split), split, {
    nameOf: (dimension, key) => (dimension === "agent" ? names.get(key) : undefined),
  });
  const charts = await openCharts(desk);
  try {
    await writeResult("chart", file, await charts.drawer.draw(spec));
  } finally {
    await charts.close();
  }
}

/** @throws UsageError when one picture cannot show what is asked */
export function charted(query: MetricQuery): MetricDefinition {
  const [metric] = query.metrics;
  if (!metric || query.metrics.length > 1 || query.by.length > 2)
    throw new UsageError("--chart draws one KPI by at most two dimensions.");
  return findMetric(metric.id);
}
