import type { Unit } from "../charts/unit.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { Verdict } from "./metric-result.ts";
import { differenceOf, type Evidence } from "./significance.ts";
import { FEW } from "./wording.ts";

/** A value with what it rests on. */
export interface Measured {
  readonly value: number | null;
  readonly sample: number;
  readonly evidence?: Evidence;
}

export interface Comparison {
  readonly change: number | null;
  readonly verdict: Verdict;
  readonly better: boolean | null;
}

const SIGNIFICANCE = 0.05;

/** Whether a value changed from the period before, and whether that is good. */
export function compare(
  { unit, direction }: Pick<MetricDefinition, "unit" | "direction">,
  current: Measured,
  previous: Measured,
): Comparison {
  const verdict = verdictOf(direction, current, previous);
  const better = verdict === "better" ? true : verdict === "worse" ? false : null;
  return { change: changeOf(unit, current.value, previous), verdict, better };
}

/** Points of percents and scores, else percent of what was before. Nothing before: no change, never ∞. */
function changeOf(unit: Unit, value: number | null, previous: Measured): number | null {
  if (value === null || previous.value === null || previous.sample === 0) return null;
  if (unit === "percent" || unit === "score") return value - previous.value;
  return previous.value === 0 ? null : ((value - previous.value) / previous.value) * 100;
}

function verdictOf(direction: MetricDefinition["direction"], current: Measured, previous: Measured): Verdict {
  if (current.value === null) return "no-data";
  if (previous.value === null || previous.sample === 0) return "no-data-before";
  if (current.sample < FEW || previous.sample < FEW) return "too-few";
  const sign = significantSign(current, previous);
  if (sign === 0 || sign !== Math.sign(current.value - previous.value)) return "about-the-same";
  if (direction === "neutral") return sign > 0 ? "higher" : "lower";
  return sign > 0 === (direction === "higher") ? "better" : "worse";
}

function significantSign({ evidence }: Measured, before: Measured): number {
  const difference = evidence && before.evidence ? differenceOf(evidence, before.evidence) : undefined;
  return difference && difference.p < SIGNIFICANCE ? difference.sign : 0;
}
