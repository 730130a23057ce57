import { creditOfRating } from "./credit.ts";
import type { ConversationAttributes, SurveyOfferRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** The offers of surveys in a conversation. One is answered by any answer of its kind that follows it. */
export function surveyOffersOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly SurveyOfferRow[] {
  const lastAnswers = new Map<string, number>();
  timeline.forEach(({ event }, index) => {
    if (event.type === "survey.answered") lastAnswers.set(event.data.survey, index);
  });
  const rows: SurveyOfferRow[] = [];
  timeline.forEach((moment, index) => {
    const { event } = moment;
    if (event.type !== "survey.offered") return;
    const { survey, customer = attributes.customer } = event.data;
    const isAnswered = (lastAnswers.get(survey) ?? -1) > index;
    const no = rows.length + 1;
    rows.push({ ...attributes, customer, ...creditOfRating(moment), no, at: event.at, survey, isAnswered });
  });
  return rows;
}
