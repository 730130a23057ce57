import type { Dimension } from "./metric-query.ts";

const attributes = [
  "channel",
  "team",
  "agent",
  "priority",
  "tag",
  "topic",
  "product",
  "segment",
  "initiated-by",
] as const satisfies readonly Dimension[];

export const calendarTimes = ["hour", "day", "week", "month"] as const satisfies readonly Dimension[];

/** The times of what happens at an instant. */
export const times = [...calendarTimes, "hour-of-day", "weekday"] as const satisfies readonly Dimension[];

/** What everything that happens at an instant can be split by. */
export const eventDimensions: readonly Dimension[] = [...attributes, ...times];

/** Of conversations, also their last known status. */
export const conversationDimensions: readonly Dimension[] = [...eventDimensions, "status"];

/** A level is taken at the end of each hour, day, week or month: it has no hour of the day of its own. */
export const levelDimensions: readonly Dimension[] = [...attributes, ...calendarTimes, "status"];

/** What customers wrote, counted against all of them: a level, in part, has no hour of the day of its own. */
export const contactingDimensions: readonly Dimension[] = [...attributes, ...calendarTimes];
