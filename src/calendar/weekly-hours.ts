import type { CalendarRules } from "./calendar-rules.ts";
import { weekdays } from "./weekday.ts";

/** Milliseconds after a local midnight, half-open; an end beyond 24 h is on the day after. */
export interface DayHours {
  readonly start: number;
  readonly end: number;
}

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The hours of each day of the week, Monday first. */
export function weeklyHours({ hours }: Pick<CalendarRules, "hours">): readonly (readonly DayHours[])[] {
  return weekdays.map((day) => (hours[day] ?? []).map(parseInterval));
}

/** "22:00-06:00" ends on the next day. */
function parseInterval(text: string): DayHours {
  const [from = "", to = ""] = text.split("-");
  const [start, end] = [timeOfDay(from), timeOfDay(to)];
  return { start, end: end > start ? end : end + DAY_MS };
}

function timeOfDay(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE_MS;
}
