import { type Bucket, type BucketUnit, bucketsOf } from "../calendar/buckets.ts";
import type { Period } from "../calendar/period.ts";
import { type Weekday, weekdays } from "../calendar/weekday.ts";
import type { Dimension } from "./metric-query.ts";

/** The local times of a period that a dimension tells apart. */
export interface TimeAxis {
  readonly dimension: TimeDimension;
  /** Where each stretch begins, ascending; the last ends with the period. */
  readonly starts: readonly Date[];
  /** The key of each stretch: several stretches may share one, such as 09 of every day. */
  readonly keys: readonly string[];
  /** Every key of the axis, in order. */
  readonly order: readonly string[];
}

export type TimeDimension = BucketUnit | "hour-of-day" | "weekday";

export function isTimeDimension(dimension: Dimension): dimension is TimeDimension {
  return isBucketUnit(dimension) || dimension === "hour-of-day" || dimension === "weekday";
}

export function isBucketUnit(dimension: Dimension): dimension is BucketUnit {
  return dimension === "hour" || dimension === "day" || dimension === "week" || dimension === "month";
}

export function timeAxis(dimension: TimeDimension, period: Period, weekStartsOn: Weekday): TimeAxis {
  const unit = dimension === "hour-of-day" ? "hour" : dimension === "weekday" ? "day" : dimension;
  const buckets = bucketsOf(period, unit, weekStartsOn);
  const keys = buckets.map((bucket) => keyOf(dimension, bucket));
  const order = isBucketUnit(dimension) ? keys : inOrder(dimension, new Set(keys), weekStartsOn);
  return { dimension, starts: buckets.map((bucket) => bucket.from), keys, order };
}

function keyOf(dimension: TimeDimension, bucket: Bucket): string {
  if (dimension === "weekday") return bucket.weekday;
  if (dimension === "hour-of-day") return String(bucket.hour).padStart(2, "0");
  return bucket.key;
}

/** Keys of the clock and the week, from the first hour or the week's first day on. */
export function inOrder(
  dimension: "hour-of-day" | "weekday",
  keys: ReadonlySet<string>,
  weekStartsOn: Weekday,
): readonly string[] {
  if (dimension === "hour-of-day") return [...keys].sort();
  const first = weekdays.indexOf(weekStartsOn);
  return [...weekdays.slice(first), ...weekdays.slice(0, first)].filter((day) => keys.has(day));
}
