import { creditOfRating } from "./credit.ts";
import type { ConversationAttributes, ConversionRow } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** The (micro-)conversions that a conversation led to. */
export function conversionsOf(
  timeline: readonly Moment[],
  attributes: ConversationAttributes,
): readonly ConversionRow[] {
  const rows: ConversionRow[] = [];
  for (const moment of timeline) {
    const { event } = moment;
    if (event.type !== "conversion.recorded") continue;
    const { kind } = event.data;
    rows.push({ ...attributes, ...creditOfRating(moment), no: rows.length + 1, at: event.at, kind });
  }
  return rows;
}
