import { UsageError } from "../errors.ts";
import { findMetric } from "./catalogue.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import { type Dimension, dimensions, type MetricQuery } from "./metric-query.ts";
import { type AskedMetric, hasLevel, measuresOf } from "./plan.ts";
import { isTimeDimension } from "./time-axis.ts";

/**
 * Finds the asked metrics and checks that each can be asked this way.
 *
 * @throws UsageError for an unknown KPI, and for a dimension, filter or statistic that a KPI does not have
 */
export function checkQuery(query: MetricQuery): readonly AskedMetric[] {
  return query.metrics.map(({ id, statistic }) => {
    const definition = findMetric(id);
    checkDimensions(definition, query);
    checkAutomatic(definition, query);
    if (statistic && definition.unit !== "duration")
      throw new UsageError(`${id} is no duration: it has no ${statistic}.`);
    return {
      definition: withNotes(definition, query.notes ?? "all"),
      statistic: statistic ?? "mean",
      by: byOf(definition, query.by),
    };
  });
}

function withNotes(definition: MetricDefinition, asked: NonNullable<MetricQuery["notes"]>): MetricDefinition {
  if (asked === "all") return definition;
  const notes = asked === "none" ? [] : (definition.notes ?? []).filter((note) => !note.isDetail);
  return { ...definition, notes };
}

/** Money is never summed up across currencies. */
function byOf({ unit }: MetricDefinition, by: readonly Dimension[]): readonly Dimension[] {
  return unit === "money" && !by.includes("currency") ? [...by, "currency"] : by;
}

function checkDimensions(definition: MetricDefinition, { by, filters }: MetricQuery): void {
  const filtered = dimensions.filter((dimension) => filters[dimension] !== undefined);
  const wrong = [...by, ...filtered].find((dimension) => !definition.dimensions.includes(dimension));
  if (wrong)
    throw new UsageError(
      `${definition.id} cannot be split or filtered by ${wrong}. It has: ${definition.dimensions.join(", ")}.`,
    );
  const time = filtered.find(isTimeDimension);
  if (time) throw new UsageError(`${time} is no filter: choose a period, or split by ${time}.`);
  const twice = by.find((dimension, index) => by.indexOf(dimension) !== index);
  if (twice) throw new UsageError(`A breakdown has each dimension once: ${twice} is there twice.`);
  if (hasLevel(definition) && by.filter(isTimeDimension).length > 1)
    throw new UsageError(`${definition.id} is a level: split it by one of hour, day, week and month.`);
}

function checkAutomatic(definition: MetricDefinition, { filters }: MetricQuery): void {
  if (!filters.automatic) return;
  const wrong = filters.automatic.find((value) => value !== "yes" && value !== "no");
  if (wrong !== undefined) throw new UsageError(`automatic is yes or no, not ${JSON.stringify(wrong)}.`);
  if (!measuresOf(definition).some((measure) => measure.automatic))
    throw new UsageError(`${definition.id} does not count resolutions: it has no filter "automatic".`);
}
