import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition } from "../metric-definition.ts";
import { surveyOffers } from "../sources.ts";

const offered: Measure = { id: "surveys_offered", source: surveyOffers, aggregate: { kind: "count" } };

/** Outside a conversation an answer of the same kind by the same customer is looked for. */
const answered: Measure = {
  ...offered,
  id: "surveys_answered",
  where: ({ now }) => sql`coalesce(f.is_answered, exists (
    select from ratings as r
    where r.account_id = f.account_id and r.customer_id = f.customer_id and r.survey = f.survey
      and r.at >= f.at and r.at <= ${now}))`,
};

export const surveyResponse: readonly MetricDefinition[] = [
  {
    id: "survey-response-rate",
    name: "Survey response rate",
    definition:
      "Of the surveys offered in the period, the share that was answered, by an answer of its kind in its conversation, else by its customer.",
    family: "Satisfaction",
    unit: "percent",
    direction: "higher",
    at: "offered",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["survey offered", "surveys offered"],
    measurement: { kind: "ratio", numerator: answered, denominator: offered },
  },
];
