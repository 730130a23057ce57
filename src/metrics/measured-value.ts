import type { Measured } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { Statistic } from "./metric-query.ts";
import type { Reading, Readings } from "./reading.ts";

interface Cell {
  readonly statistic: Statistic;
  /** How much time a count was counted over, in any unit. */
  readonly exposure: number;
  /** The goal's bound in milliseconds, of a share within it. */
  readonly bound?: number | undefined;
}

/** What a metric comes to in one cell. An average, rate or percentile over nothing is null; a count or sum over nothing is 0. */
export function measuredValue(
  { measurement }: Pick<MetricDefinition, "measurement">,
  readings: Readings,
  cell: Cell,
): Measured {
  switch (measurement.kind) {
    case "level":
      return simple(measurement.measure, readings, { ...cell, exposure: 1 });
    case "simple":
      return simple(measurement.measure, readings, cell);
    case "ratio": {
      const { numerator, denominator } = measurement;
      return rate(
        amountOf(numerator, readings(numerator.id)),
        amountOf(denominator, readings(denominator.id)),
      );
    }
    case "derived":
      return measurement.compute(readings);
    default:
      return measurement satisfies never;
  }
}

function simple(
  { id, aggregate }: Measure,
  readings: Readings,
  { statistic, exposure, bound }: Cell,
): Measured {
  const reading = readings(id);
  const { count, statistics, spread, within } = reading;
  switch (aggregate.kind) {
    case "count":
    case "distinct":
    case "longest":
      return { value: count, sample: count, evidence: { kind: "count", count, exposure } };
    case "sum":
    case "money":
      return { value: reading.sum ?? 0, sample: count };
    case "duration":
    case "score": {
      if (statistic === "within-goal")
        return bound === undefined ? { value: null, sample: count } : rate(within?.get(bound) ?? 0, count);
      const value = statistics[statistic] ?? null;
      return spread
        ? { value, sample: count, evidence: { kind: "spread", n: count, ...spread } }
        : { value, sample: count };
    }
    default:
      return aggregate satisfies never;
  }
}

function amountOf({ aggregate }: Measure, { count, sum }: Reading): number {
  return aggregate.kind === "sum" || aggregate.kind === "money" ? (sum ?? 0) : count;
}

/** hits ÷ trials in percent; nothing of nothing is no rate. */
export function rate(hits: number, trials: number): Measured {
  if (trials === 0) return { value: null, sample: 0 };
  return { value: (hits / trials) * 100, sample: trials, evidence: { kind: "rate", hits, trials } };
}
