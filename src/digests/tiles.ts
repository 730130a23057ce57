import type { Goal } from "../config/desk-config.ts";
import type { Tile } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { judgeGoal } from "../metrics/goal.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import type { MetricQuery } from "../metrics/metric-query.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { formatResult, isTooFew, type Locale, wordChange, wordSample } from "../metrics/wording.ts";

/** One KPI as a tile: value, change worded by direction, goal, and how much it rests on. */
export function tile(
  result: MetricResult,
  goals: readonly Goal[],
  filters: MetricQuery["filters"],
  locale: Locale = "en",
): Tile {
  const definition = findMetric(result.metric);
  const goal = isTooFew(definition, result) ? undefined : judgeGoal(goals, result, filters, locale);
  const sample = sampleInWords(definition, result, locale);
  return {
    label: metricLabel(definition, result),
    value: formatResult(result, result.value, locale),
    change: wordChange(definition, result, locale),
    ...(goal ? { goal } : {}),
    ...(sample ? { sample } : {}),
  };
}

function sampleInWords(
  definition: MetricDefinition,
  result: MetricResult,
  locale: Locale,
): string | undefined {
  const parts = [wordSample(definition, result, locale), ...result.notes].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? parts.join("; ") : undefined;
}

/** The name, with the statistic where it is not the mean: "First response time (median)". */
export function metricLabel(definition: MetricDefinition, { statistic }: MetricResult): string {
  return statistic && statistic !== "mean" ? `${definition.name} (${statistic})` : definition.name;
}
