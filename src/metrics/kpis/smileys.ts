import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Fragment, Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { ratings } from "../sources.ts";

/** How far up its scale a score is, 0–1, whichever end is the good one. */
const height = sql`(case when f.better_is = 'lower' then f.scale_max - f.score else f.score - f.scale_min end) / nullif(f.scale_max - f.scale_min, 0)`;

const smileys = {
  happy: smiley("happy", sql`(f.answer in ('happy', 'good') or ${height} >= 0.75)`),
  neutral: smiley("neutral", sql`(f.answer = 'neutral' or ${height} > 0.25 and ${height} < 0.75)`),
  sad: smiley("sad", sql`(f.answer in ('sad', 'bad') or ${height} <= 0.25)`),
};

function smiley(id: string, where: Fragment): Measure {
  return {
    id: `smileys_${id}`,
    source: ratings,
    where: () => sql`f.survey = 'smiley' and ${where}`,
    aggregate: { kind: "count" },
  };
}

const common = {
  family: "Satisfaction",
  unit: "count",
  at: "rated",
  dimensions: eventDimensions,
  chart: { kind: "bar", by: ["day"] },
  sampleOf: ["rating", "ratings"],
} as const;

/** A score of a smiley survey is green, orange or red by the quarter of its scale. */
export const smileyRatings: readonly MetricDefinition[] = [
  {
    ...common,
    id: "happy",
    name: "Happy",
    definition: "Green smileys received; of scores those in the top quarter of their scale.",
    direction: "higher",
    measurement: { kind: "simple", measure: smileys.happy },
  },
  {
    ...common,
    id: "neutral",
    name: "Neutral",
    definition: "Orange smileys received; of scores those between the top and the bottom quarter.",
    direction: "neutral",
    measurement: { kind: "simple", measure: smileys.neutral },
  },
  {
    ...common,
    id: "sad",
    name: "Sad",
    definition: "Red smileys received; of scores those in the bottom quarter of their scale.",
    direction: "lower",
    measurement: { kind: "simple", measure: smileys.sad },
  },
];
