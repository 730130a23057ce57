import type { Measured } from "./comparison.ts";
import type { Measurement } from "./metric-definition.ts";
import type { Statistic } from "./metric-query.ts";
import type { Readings } from "./reading.ts";

/**
 * What a metric comes to in one cell. An average, rate or percentile over nothing is null; a count over nothing is 0.
 *
 * @param exposure how much time a count was counted over, in any unit
 */
export function measuredValue(
  measurement: Measurement,
  statistic: Statistic,
  readings: Readings,
  exposure: number,
): Measured {
  switch (measurement.kind) {
    case "level":
      return counted(readings(measurement.measure.id).count, 1);
    case "simple": {
      if (measurement.measure.aggregate.kind === "count")
        return counted(readings(measurement.measure.id).count, exposure);
      const { count, statistics, spread } = readings(measurement.measure.id);
      const value = statistics[statistic] ?? null;
      return spread
        ? { value, sample: count, evidence: { kind: "spread", n: count, ...spread } }
        : { value, sample: count };
    }
    case "ratio":
      return rate(readings(measurement.numerator.id).count, readings(measurement.denominator.id).count);
    case "derived":
      return measurement.compute(readings);
    default:
      return measurement satisfies never;
  }
}

function counted(count: number, exposure: number): Measured {
  return { value: count, sample: count, evidence: { kind: "count", count, exposure } };
}

function rate(hits: number, trials: number): Measured {
  if (trials === 0) return { value: null, sample: 0 };
  return { value: (hits / trials) * 100, sample: trials, evidence: { kind: "rate", hits, trials } };
}
