import type { Measure } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery, Statistic } from "./metric-query.ts";
import type { MeasureGroup } from "./statement.ts";
import { isTimeDimension } from "./time-axis.ts";

export interface AskedMetric {
  readonly definition: MetricDefinition;
  readonly statistic: Statistic;
}

/** What has to be read of each of the two periods to answer a query. */
export interface Plan {
  /** Values, and what notes are worded from. */
  readonly current: readonly MeasureGroup[];
  readonly previous: readonly MeasureGroup[];
}

/**
 * Groups the measures of the asked metrics by their source. Everything is read from facts; where a group can be read
 * from something faster is decided here, not in the definitions.
 */
export function planOf(metrics: readonly AskedMetric[], query: MetricQuery): Plan {
  const measurable = metrics.filter(({ definition }) => isMeasured(definition, query));
  const wanted = (of: (definition: MetricDefinition) => readonly Measure[], isCompared: boolean) =>
    measurable.flatMap(({ definition, statistic }) =>
      of(definition).map((measure) => ({ measure, statistic, isCompared })),
    );
  const values = wanted(measuresOf, true);
  const notes = wanted((definition) => noteMeasures(definition, query), false);
  return { current: grouped([...values, ...notes]), previous: grouped(values) };
}

/** Facts hold elapsed time only. */
export function isMeasured(definition: MetricDefinition, { clock }: Pick<MetricQuery, "clock">): boolean {
  return clock === "elapsed" || definition.unit !== "duration";
}

/** What a metric's value is made of. */
export function measuresOf({ measurement }: MetricDefinition): readonly Measure[] {
  switch (measurement.kind) {
    case "simple":
    case "level":
      return [measurement.measure];
    case "ratio":
      return [measurement.numerator, measurement.denominator];
    case "derived":
      return measurement.inputs;
    default:
      return measurement satisfies never;
  }
}

/** A level beside something that happens has no value for each stretch of time, only one for the whole period. */
function noteMeasures(definition: MetricDefinition, { by }: MetricQuery): readonly Measure[] {
  const hasTime = by.some(isTimeDimension);
  const isLevel = definition.measurement.kind === "level";
  return (definition.notes ?? [])
    .flatMap((note) => note.measures)
    .filter((measure) => isLevel || !hasTime || measure.source.time.kind === "flow");
}

interface Wanted {
  readonly measure: Measure;
  readonly statistic: Statistic;
  readonly isCompared: boolean;
}

function grouped(wanted: readonly Wanted[]): readonly MeasureGroup[] {
  const bySource = Map.groupBy(wanted, ({ measure }) => measure.source);
  return [...bySource].map(([source, all]) => {
    const byMeasure = Map.groupBy(all, ({ measure }) => measure.id);
    const measures = [...byMeasure.values()].flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      return [
        {
          measure: first.measure,
          statistics: [...new Set(same.map(({ statistic }) => statistic))],
          isCompared: same.some(({ isCompared }) => isCompared),
        },
      ];
    });
    return { source, measures };
  });
}
