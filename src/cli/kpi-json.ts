import type { MetricQuery } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";

/** What `kpi --json` prints: durations in seconds, percents 0–100, null for not measured. */
export function kpiJson({ period }: Pick<MetricQuery, "period">, results: readonly MetricResult[]): object {
  return {
    period: { from: period.from.toISOString(), to: period.to.toISOString(), timezone: period.timezone },
    results: results.map(({ metric, unit, key, value, sample, previous, change, better, goal, notes }) => ({
      metric,
      unit,
      key,
      value,
      sample,
      previous,
      change,
      better,
      ...(goal ? { goal: goal.state } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    })),
  };
}
