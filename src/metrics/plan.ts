import { isKnown } from "./dimension-column.ts";
import { boundsOf } from "./goal.ts";
import type { Measure, SplitDimension } from "./measure.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import type { Dimension, MetricQuery, Statistic } from "./metric-query.ts";
import type { MeasureGroup } from "./statement.ts";
import { isTimeDimension } from "./time-axis.ts";

export interface AskedMetric {
  readonly definition: MetricDefinition;
  readonly statistic: Statistic;
  /** What its values are split by: as asked, and money by its currency. */
  readonly by: readonly Dimension[];
}

/** What has to be read of each of the two periods to answer a query. */
export interface Plan {
  /** Values, and what notes are worded from. */
  readonly current: readonly MeasureGroup[];
  readonly previous: readonly MeasureGroup[];
}

/**
 * Groups the measures of the asked metrics by their source and by what they are split by. Everything is read from
 * facts; where a group can be read from something faster is decided here, not in the definitions.
 */
export function planOf(metrics: readonly AskedMetric[], query: MetricQuery): Plan {
  const measurable = metrics.filter(({ definition }) => isMeasured(definition, query));
  const wanted = (of: (definition: MetricDefinition) => readonly Measure[], isCompared: boolean) =>
    measurable.flatMap(({ definition, statistic, by }) => {
      const bounds = statistic === "within-goal" ? boundsOf(query.goals ?? [], definition.id) : [];
      return of(definition).map((measure) => ({
        measure,
        by: splitBy(measure, by),
        statistic,
        isCompared,
        bounds,
      }));
    });
  const values = wanted(comparedMeasures, true);
  const notes = wanted((definition) => noteMeasures(definition, query), false);
  return { current: grouped([...values, ...notes], query), previous: grouped(values, query) };
}

/** In business hours durations are measured that facts hold business time of. */
export function isMeasured(definition: MetricDefinition, { clock }: Pick<MetricQuery, "clock">): boolean {
  if (clock === "elapsed" || definition.unit !== "duration") return true;
  return measuresOf(definition).every(
    ({ aggregate }) => aggregate.kind !== "duration" || aggregate.businessValue !== undefined,
  );
}

/** What a metric's value is made of. */
export function measuresOf({ measurement }: Pick<MetricDefinition, "measurement">): readonly Measure[] {
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

function comparedMeasures(definition: MetricDefinition): readonly Measure[] {
  return [...measuresOf(definition), ...(definition.turnedBy ? [definition.turnedBy] : [])];
}

/** Whether a metric is taken at an instant, in part at least. */
export function hasLevel(definition: MetricDefinition): boolean {
  return measuresOf(definition).some(({ source }) => source.time.kind === "level");
}

/**
 * A level beside something that happens has no value for each stretch of time, only one for the whole period; what
 * cannot be split as the KPI is stands beside no cell of it.
 */
function noteMeasures(definition: MetricDefinition, { by, clock }: MetricQuery): readonly Measure[] {
  const hasTime = by.some(isTimeDimension);
  const isLevel = hasLevel(definition);
  return (definition.notes ?? [])
    .flatMap((note) => note.measures)
    .filter((measure) => isLevel || !hasTime || measure.source.time.kind !== "level")
    .filter((measure) => splitBy(measure, by).every((dimension) => isKnown(dimension, measure.source)))
    .filter(
      ({ aggregate }) => clock === "elapsed" || aggregate.kind !== "duration" || aggregate.businessValue,
    );
}

/** What a measure is split by where its metric is split by these. Money is always told apart by currency. */
export function splitBy(measure: Measure, by: readonly Dimension[]): readonly Dimension[] {
  const own = by.filter((dimension) => !wholeOf(measure).some((other) => other === dimension));
  return measure.aggregate.kind === "money" && !own.includes("currency") ? [...own, "currency"] : own;
}

/** What a measure stands apart from: the whole that shares are of; things are in no currency. */
function wholeOf({ source, across = [] }: Measure): readonly SplitDimension[] {
  return isKnown("currency", source) ? across : [...across, "currency"];
}

/** The filters that do not hold for a measure. */
export function acrossOf(
  measure: Measure,
  { filters }: Pick<MetricQuery, "filters">,
): readonly SplitDimension[] {
  return wholeOf(measure).filter((dimension) => filters[dimension] !== undefined);
}

interface Wanted {
  readonly measure: Measure;
  readonly by: readonly Dimension[];
  readonly statistic: Statistic;
  readonly isCompared: boolean;
  readonly bounds: readonly number[];
}

function grouped(wanted: readonly Wanted[], query: MetricQuery): readonly MeasureGroup[] {
  const groups = Map.groupBy(wanted, ({ measure, by }) =>
    JSON.stringify([measure.source.id, by, acrossOf(measure, query)]),
  );
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const byMeasure = Map.groupBy(all, ({ measure }) => measure.id);
    const measures = [...byMeasure.values()].flatMap((same) =>
      same.slice(0, 1).map(({ measure }) => ({
        measure,
        statistics: [...new Set(same.map(({ statistic }) => statistic))],
        isCompared: same.some(({ isCompared }) => isCompared),
        bounds: [...new Set(same.flatMap(({ bounds }) => bounds))],
      })),
    );
    return [{ source: first.measure.source, by: first.by, across: acrossOf(first.measure, query), measures }];
  });
}
