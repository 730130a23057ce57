import type { Unit } from "../charts/unit.ts";
import type { JudgedGoal } from "./goal.ts";
import type { Statistic } from "./metric-query.ts";

/** One value of one metric for one cell of a breakdown (an empty key without a breakdown). */
export interface MetricResult {
  readonly metric: string;
  readonly unit: Unit;
  /** How a duration was summed up. */
  readonly statistic?: Statistic;
  /** The asked dimensions, and of money its currency where there was any; null stands for nobody or nothing. */
  readonly key: Readonly<Record<string, string | null>>;
  /** Seconds, percent 0–100, counts, points; null is not measured. */
  readonly value: number | null;
  /** Values averaged, or the denominator of a rate, or the count itself. */
  readonly sample: number;
  /** Value null where there was nothing to measure (0 for counts). */
  readonly previous: { readonly value: number | null; readonly sample: number };
  /** Percent for counts, durations and money; percentage points for percents; points for scores. null: nothing before. */
  readonly change: number | null;
  /** Significant and in the good (true) or bad (false) direction; null: about the same, too few, neutral or no data. */
  readonly better: boolean | null;
  readonly verdict: Verdict;
  /** Which way is better, where the data say otherwise than the KPI's definition: a scale of effort may be turned round. */
  readonly direction?: "lower" | "higher";
  /** Where the query has a goal for it. */
  readonly goal?: JudgedGoal;
  /** Asides shown beside the value: "3 provisional", "2 ended without reply", "5 still waiting, the longest 3h". */
  readonly notes: readonly string[];
}

/** `higher` and `lower` are significant changes of a metric with no good direction. */
export type Verdict =
  | "better"
  | "worse"
  | "higher"
  | "lower"
  | "about-the-same"
  | "too-few"
  | "no-data"
  | "no-data-before";
