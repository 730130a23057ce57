import type { MetricResult } from "../metrics/metric-result.ts";

/**
 * How large a change is, on one scale for every unit, so that the largest can be put first: |ln(now ÷ before)| for
 * counts, durations and money, Cohen's h for percents (Cohen 1988, Statistical Power Analysis, chapter 6), and the
 * difference in quarters of the scale for scores. 0 where there is nothing to compare.
 */
export function effectSize(result: MetricResult): number {
  const now = result.value;
  const before = result.previous.value;
  if (now === null || before === null) return 0;
  switch (result.unit) {
    case "percent":
      return Math.abs(arcsine(now) - arcsine(before));
    case "score":
      return Math.abs(now - before) / 4;
    case "count":
    case "money":
      return Math.abs(Math.log((now + 0.5) / (before + 0.5)));
    case "duration":
      return Math.abs(Math.log((now + 1) / (before + 1)));
    default:
      return result.unit satisfies never;
  }
}

function arcsine(percent: number): number {
  return 2 * Math.asin(Math.sqrt(Math.min(Math.max(percent / 100, 0), 1)));
}
