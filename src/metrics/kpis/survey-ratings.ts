import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import type { Readings } from "../reading.ts";
import { ratings } from "../sources.ts";
import { formatValue } from "../wording.ts";
import { surveyScores } from "./survey-scores.ts";

const friendly = surveyScores("friendliness", "friendliness");
const effort = surveyScores("ces", "ces");

/** Ten points of the scale are promoters and detractors counted on: 0–10 or 1–10. */
const isNps = sql`f.survey = 'nps' and f.score is not null and f.scale_max = 10 and f.scale_min <= 1`;

/** Their mean is the share of promoters minus that of detractors, in percent. */
const promotion: Measure = {
  id: "nps_answers",
  source: ratings,
  where: () => isNps,
  aggregate: {
    kind: "score",
    value: sql`case when f.score >= 9 then 100 when f.score <= 6 then -100 else 0 end`,
  },
};
const promoters = npsGroup("nps_promoters", sql`${isNps} and f.score >= 9`);
const detractors = npsGroup("nps_detractors", sql`${isNps} and f.score <= 6`);
const otherwise = npsGroup("nps_on_other_scales", sql`f.survey = 'nps' and not coalesce(${isNps}, false)`);

function npsGroup(id: string, where: ReturnType<NonNullable<Measure["where"]>>): Measure {
  return { id, source: ratings, where: () => where, aggregate: { kind: "count" } };
}

const groups: Note = {
  isDetail: true,
  measures: [promoters, detractors, promotion],
  word: (readings) => {
    const total = readings(promotion.id).count;
    const [promoting, detracting] = [readings(promoters.id).count, readings(detractors.id).count];
    if (total === 0) return undefined;
    const words = [
      `${formatValue("count", promoting)} promoters`,
      `${formatValue("count", total - promoting - detracting)} passives`,
      `${formatValue("count", detracting)} detractors`,
    ];
    return words.join(", ");
  },
};
const npsLeftOut: Note = {
  measures: [otherwise],
  word: (readings) => {
    const { count } = readings(otherwise.id);
    return count === 0 ? undefined : `${formatValue("count", count)} on another scale left out`;
  },
};

const easy: Note = {
  measures: [effort.positive, effort.mean],
  word: (readings: Readings) => {
    const { count } = readings(effort.mean.id);
    if (count === 0) return undefined;
    return `${formatValue("percent", (readings(effort.positive.id).count / count) * 100)} found it easy`;
  },
};

const common = {
  family: "Satisfaction",
  unit: "score",
  at: "answered",
  dimensions: eventDimensions,
  chart: { kind: "line", by: ["week"] },
  sampleOf: ["answer", "answers"],
  isRating: true,
} as const;

export const surveyRatings: readonly MetricDefinition[] = [
  {
    ...common,
    id: "nps",
    name: "Net promoter score",
    definition: "The share of promoters (9–10) minus the share of detractors (0–6), −100 to 100.",
    direction: "higher",
    measurement: { kind: "simple", measure: promotion },
    notes: [groups, npsLeftOut],
  },
  {
    ...common,
    id: "ces",
    name: "Customer effort score",
    definition:
      "The mean effort that customers say it took; lower is better unless the survey's scale says otherwise.",
    direction: "lower",
    turnedBy: effort.higherIsBetter,
    measurement: { kind: "simple", measure: effort.mean },
    notes: [easy, effort.onOtherScales],
  },
  {
    ...common,
    id: "friendliness",
    name: "Friendliness",
    definition: "The mean rating of the contact itself, on its scale.",
    direction: "higher",
    at: "rated",
    sampleOf: ["rating", "ratings"],
    turnedBy: friendly.lowerIsBetter,
    measurement: { kind: "simple", measure: friendly.mean },
    notes: [friendly.onOtherScales],
  },
];
