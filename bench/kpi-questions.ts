import { resolvePeriod } from "../src/calendar/resolve-period.ts";
import { demoConfig } from "../src/demo/demo-config.ts";
import type { MetricDefinition } from "../src/metrics/metric-definition.ts";
import type { Dimension, MetricQuery } from "../src/metrics/metric-query.ts";
import { DEFAULT_ACCOUNT } from "../src/store/tables.ts";

/** How each KPI is asked for. */
export const breakdowns: readonly { readonly name: string; readonly by: readonly Dimension[] }[] = [
  { name: "total", by: [] },
  { name: "agent", by: ["agent"] },
  { name: "day", by: ["day"] },
  { name: "heat map", by: ["hour-of-day", "weekday"] },
];

/** A KPI over the last 30 days, compared with the 30 before. Undefined where it cannot be split like that. */
export function kpiQuestion(
  { id, dimensions }: MetricDefinition,
  by: readonly Dimension[],
  now: Date,
): MetricQuery | undefined {
  if (!by.every((dimension) => dimensions.includes(dimension))) return undefined;
  const { timezone, weekStartsOn } = demoConfig();
  return {
    accountId: DEFAULT_ACCOUNT,
    metrics: [{ id }],
    period: resolvePeriod("last 30 days", { now, timezone, weekStartsOn }),
    by,
    filters: {},
    clock: "elapsed",
    now,
    reopenWindowMs: 7 * 86_400_000,
    weekStartsOn,
  };
}
