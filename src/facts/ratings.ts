import { creditOfRating } from "./credit.ts";
import { verdictOf } from "./rating-verdict.ts";
import type { ConversationAttributes, RatingRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** The ratings of a conversation: the last answer of each survey kind in each episode. */
export function ratingsOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly RatingRow[] {
  const last = new Map<string, Moment>();
  for (const moment of timeline) {
    const { event, life } = moment;
    if (event.type === "survey.answered") last.set(`${life.episode} ${event.data.survey}`, moment);
  }
  const counted = new Set(last.values());
  const rows: RatingRow[] = [];
  for (const moment of timeline) {
    const { event } = moment;
    if (event.type !== "survey.answered" || !counted.has(moment)) continue;
    const { survey, customer = attributes.customer } = event.data;
    const verdict = verdictOf(event.data);
    const no = rows.length + 1;
    rows.push({ ...attributes, customer, ...creditOfRating(moment), no, at: event.at, survey, ...verdict });
  }
  return rows;
}
