import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Fragment, Measure, MeasureContext } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { ratings } from "../sources.ts";

/** Where no threshold is configured, and of answers in words, what is positive counts. */
function isEffective({ settings: { effectivenessThreshold } }: MeasureContext): Fragment {
  if (effectivenessThreshold === undefined) return sql`f.is_positive`;
  const reaches = sql`case f.better_is when 'lower' then f.score <= ${effectivenessThreshold} else f.score >= ${effectivenessThreshold} end`;
  return sql`coalesce(${reaches}, f.is_positive)`;
}

/** Ten for each answer that counts: their mean is the share of them, 0–10. */
const effectivity: Measure = {
  id: "effectivity",
  source: ratings,
  where: () => sql`f.survey = 'effectiveness'`,
  aggregate: {
    kind: "score",
    value: (context) => sql`case when ${isEffective(context)} then 10 else 0 end`,
  },
};

export const effectivityRating: readonly MetricDefinition[] = [
  {
    id: "effectivity-rating",
    name: "Effectivity rating",
    definition:
      "Of the answers to effectiveness surveys, the share at or above the threshold (the top quarter of the scale unless configured), shown 0–10.",
    family: "Effectiveness",
    unit: "score",
    direction: "higher",
    at: "rated",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["answer", "answers"],
    isRating: true,
    measurement: { kind: "simple", measure: effectivity },
  },
];
