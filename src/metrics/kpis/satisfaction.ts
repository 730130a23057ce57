import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { ratings } from "../sources.ts";
import { surveyScores } from "./survey-scores.ts";

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

const scores = surveyScores("csat", "csat");

export const satisfaction: readonly MetricDefinition[] = [
  {
    id: "csat",
    name: "CSAT",
    definition:
      "The share of satisfaction ratings that are positive: the top quarter of the scale (4 or 5 of 5), or good.",
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
    turnedBy: scores.lowerIsBetter,
    measurement: { kind: "simple", measure: scores.mean },
    notes: [scores.onOtherScales],
  },
];
