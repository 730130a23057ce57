import { sql } from "kysely";
import { eventDimensions } from "./dimension-sets.ts";
import type { Measure } from "./measure.ts";
import type { MetricDefinition, Note } from "./metric-definition.ts";
import { csatScores, ratings } from "./sources.ts";
import { formatValue } from "./wording.ts";

const isCsat = sql`f.survey = 'csat'`;

const rated: Measure = {
  id: "csat_ratings",
  source: ratings,
  where: () => isCsat,
  aggregate: { kind: "count" },
};
const positive: Measure = {
  ...rated,
  id: "csat_positive",
  where: () => sql`${isCsat} and f.is_positive`,
};

const scored: Measure = {
  id: "csat_scores",
  source: csatScores,
  where: () => sql`s.scale_min is not null`,
  aggregate: { kind: "score", value: sql`f.score` },
};
const otherScale: Measure = {
  id: "csat_scores_on_other_scales",
  source: csatScores,
  where: () => sql`s.scale_min is null`,
  aggregate: { kind: "count" },
};

const onOtherScales: Note = {
  measures: [otherScale],
  word: (readings) => {
    const { count } = readings(otherScale.id);
    return count === 0 ? undefined : `${formatValue("count", count)} on another scale left out`;
  },
};

export const satisfaction: readonly MetricDefinition[] = [
  {
    id: "csat",
    name: "CSAT",
    definition: "The share of satisfaction ratings that are positive: 4 or 5 of 5, or good.",
    family: "Satisfaction",
    unit: "percent",
    direction: "higher",
    at: "rated",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["rating", "ratings"],
    isRating: true,
    measurement: { kind: "ratio", numerator: positive, denominator: rated },
  },
  {
    id: "csat-average",
    name: "Average rating",
    definition: "The mean satisfaction rating on its scale.",
    family: "Satisfaction",
    unit: "score",
    direction: "higher",
    at: "rated",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["rating", "ratings"],
    isRating: true,
    measurement: { kind: "simple", measure: scored },
    notes: [onOtherScales],
  },
];
