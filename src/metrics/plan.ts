import type { Measure } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { MetricQuery, Statistic } from "./metric-query.ts";
import type { MeasureGroup } from "./statement.ts";
import { isTimeDimension } from "./time-axis.ts";

export interface AskedMetric {
  readonly definition: MetricDefinition;
  readonly statistic: Statistic;
}

/** What has to be read to answer a query. */
export interface Plan {
  /** Read for both periods. */
  readonly compared: readonly MeasureGroup[];
  /** Read for the asked period only: what notes are worded from. */
  readonly asides: readonly MeasureGroup[];
}

/**
 * Groups the measures of the asked metrics by their source. Everything is read from facts; where a group can be read
 * from something faster is decided here, not in the definitions.
 */
export function planOf(metrics: readonly AskedMetric[], query: MetricQuery): Plan {
  const measurable = metrics.filter(({ definition }) => isMeasured(definition, query));
  const main = measurable.flatMap(({ definition, statistic }) =>
    measuresOf(definition).map((measure) => ({ measure, statistic })),
  );
  const notes = measurable.flatMap(({ definition, statistic }) =>
    noteMeasures(definition, query).map((measure) => ({ measure, statistic })),
  );
  return { compared: grouped(main), asides: grouped(notes) };
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

function grouped(
  wanted: readonly { readonly measure: Measure; readonly statistic: Statistic }[],
): readonly MeasureGroup[] {
  const groups = new Map<string, Map<string, { measure: Measure; statistics: Statistic[] }>>();
  for (const { measure, statistic } of wanted) {
    const group = groups.get(measure.source.id) ?? new Map();
    groups.set(measure.source.id, group);
    const entry = group.get(measure.id) ?? { measure, statistics: [] };
    group.set(measure.id, entry);
    if (!entry.statistics.includes(statistic)) entry.statistics.push(statistic);
  }
  return [...groups.values()].flatMap((group) => {
    const measures = [...group.values()];
    return measures[0] ? [{ source: measures[0].measure.source, measures }] : [];
  });
}
