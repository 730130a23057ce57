import { sql } from "kysely";
import type { Measure, Source } from "../measure.ts";
import type { Note } from "../metric-definition.ts";
import { ratings } from "../sources.ts";
import { formatValue } from "../wording.ts";

interface SurveyScores {
  /** Its scores on the scale that most of its answers are on: an average takes answers of one scale only. */
  readonly mean: Measure;
  /** How many of them are positive: the good quarter of the scale. */
  readonly positive: Measure;
  /** Counts where the scale's better end is the high one, and the low one. */
  readonly higherIsBetter: Measure;
  readonly lowerIsBetter: Measure;
  readonly onOtherScales: Note;
}

/** What the scores of a kind of survey are averaged from; ids start with `prefix`. */
export function surveyScores(survey: string, prefix: string): SurveyScores {
  const source = scoresOf(survey);
  const isOnScale = sql`s.scale_min is not null`;
  const counting = (id: string, where: Measure["where"]): Measure => ({
    id: `${prefix}_${id}`,
    source,
    ...(where ? { where } : {}),
    aggregate: { kind: "count" },
  });
  const otherScale = counting("scores_on_other_scales", () => sql`s.scale_min is null`);
  return {
    mean: {
      id: `${prefix}_scores`,
      source,
      where: () => isOnScale,
      aggregate: { kind: "score", value: sql`f.score` },
    },
    positive: counting("scores_positive", () => sql`${isOnScale} and f.is_positive`),
    higherIsBetter: counting("scores_higher_is_better", () => sql`${isOnScale} and f.better_is = 'higher'`),
    lowerIsBetter: counting("scores_lower_is_better", () => sql`${isOnScale} and f.better_is = 'lower'`),
    onOtherScales: {
      measures: [otherScale],
      word: (readings) => {
        const { count } = readings(otherScale.id);
        return count === 0 ? undefined : `${formatValue("count", count)} on another scale left out`;
      },
    },
  };
}

/** Scores to be averaged; `s` is the scale that most answers of both periods are on, nothing for those on another. */
function scoresOf(survey: string): Source {
  return {
    ...ratings,
    id: `${survey} scores`,
    join: ({ accountId, span }) => sql`left join (
  select scale_min, scale_max, better_is from ratings
  where account_id = ${accountId} and at >= ${span.from} and at < ${span.to} and survey = ${sql.lit(survey)} and score is not null
  group by scale_min, scale_max, better_is
  order by count(*) desc, scale_min, scale_max, better_is
  limit 1
) as s on f.scale_min = s.scale_min and f.scale_max = s.scale_max and f.better_is is not distinct from s.better_is`,
    where: sql`f.survey = ${sql.lit(survey)} and f.score is not null`,
  };
}
