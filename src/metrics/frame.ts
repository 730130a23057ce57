import { comparedPeriod } from "../calendar/compared-period.ts";
import type { Period } from "../calendar/period.ts";
import { elapsedPart } from "../calendar/previous-period.ts";
import type { MetricQuery } from "./metric-query.ts";
import { inOrder, isBucketUnit, isTimeDimension, type TimeAxis, timeAxis } from "./time-axis.ts";

/** One of the two periods that are compared, with the time axes of the breakdown. */
export interface Frame {
  readonly period: Period;
  readonly axes: readonly TimeAxis[];
}

export interface Frames {
  readonly current: Frame;
  readonly previous: Frame;
}

/**
 * The elapsed part of the asked period and of the one it is compared with. Days, weeks, months and hours of the latter carry
 * the keys of those they are compared with: the first day that of the first day.
 */
export function framesOf(
  query: Pick<MetricQuery, "period" | "by" | "now" | "weekStartsOn" | "compare">,
): Frames {
  const dimensions = query.by.filter(isTimeDimension);
  const period = elapsedPart(query.period, query.now);
  const before = comparedPeriod(query.period, query.now, query.compare);
  const axesOf = (of: Period) => dimensions.map((dimension) => timeAxis(dimension, of, query.weekStartsOn));
  const current = axesOf(period);
  const previous = axesOf(before).map((axis, index) => alignedWith(current[index] ?? axis, axis));
  const shared = current.map((axis, index) => withBothOrders(axis, previous[index] ?? axis, query));
  return { current: { period, axes: shared }, previous: { period: before, axes: previous } };
}

function alignedWith(current: TimeAxis, previous: TimeAxis): TimeAxis {
  if (!isBucketUnit(current.dimension)) return previous;
  const count = Math.min(previous.starts.length, current.keys.length);
  // What the current period has no counterpart for is kept under its own key, which nobody asks for.
  return {
    ...previous,
    keys: previous.keys.map((key, index) => (index < count ? (current.keys[index] ?? key) : `before ${key}`)),
  };
}

function withBothOrders(
  current: TimeAxis,
  previous: TimeAxis,
  { weekStartsOn }: Pick<MetricQuery, "weekStartsOn">,
): TimeAxis {
  const { dimension } = current;
  if (isBucketUnit(dimension)) return current;
  return {
    ...current,
    order: inOrder(dimension, new Set([...current.order, ...previous.order]), weekStartsOn),
  };
}
