import type { Unit } from "../charts/unit.ts";
import type { Measured } from "./comparison.ts";
import type { Measure, MetricSettings } from "./measure.ts";
import type { Dimension, Statistic } from "./metric-query.ts";
import type { Readings } from "./reading.ts";

/** One KPI: what it is called, what it means and how it is computed. */
export interface MetricDefinition {
  /** In kebab case: the word in commands, configuration and addresses. */
  readonly id: string;
  readonly name: string;
  /** One sentence for users. */
  readonly definition: string;
  readonly family: Family;
  readonly unit: Unit;
  /** Which way is better. */
  readonly direction: "lower" | "higher" | "neutral";
  /** Where this counts anything, in either period, the other way is better: the data tell their scale. */
  readonly turnedBy?: Measure;
  /** The instant that puts a thing in a period; a level is taken at its end. */
  readonly at: string;
  /** What it can be split and filtered by. */
  readonly dimensions: readonly Dimension[];
  readonly chart: { readonly kind: "line" | "bar"; readonly by: readonly Dimension[] };
  /** What the sample counts, for one and for many: "reply", "replies". */
  readonly sampleOf: readonly [one: string, many: string];
  /** Shown without a verdict where there are few answers. */
  readonly isRating?: boolean;
  readonly measurement: Measurement;
  readonly notes?: readonly Note[];
}

type Family =
  | "Volume"
  | "Speed"
  | "Effectiveness"
  | "Satisfaction"
  | "Automation and contacts"
  | "Business"
  | "Availability and team";

export type Measurement =
  /** A count, a sum, or a mean or percentile of values. */
  | { readonly kind: "simple"; readonly measure: Measure }
  /** numerator ÷ denominator × 100, of counts or sums; their sources and times may differ. */
  | { readonly kind: "ratio"; readonly numerator: Measure; readonly denominator: Measure }
  /** Worked out of several measures. */
  | {
      readonly kind: "derived";
      readonly inputs: readonly Measure[];
      readonly compute: (readings: Readings) => Measured;
    }
  /** A count or a sum at an instant. */
  | { readonly kind: "level"; readonly measure: Measure };

/** An aside beside the value, worded from measures of its own. */
export interface Note {
  readonly measures: readonly Measure[];
  readonly word: (readings: Readings, context: NoteContext) => string | undefined;
  /** Told to who asks for this KPI, not in a digest of many. */
  readonly isDetail?: true;
}

export interface NoteContext {
  /** The KPI's own value. */
  readonly value: number | null;
  readonly statistic: Statistic;
  readonly reopenWindowMs: number;
  readonly settings: MetricSettings;
}
