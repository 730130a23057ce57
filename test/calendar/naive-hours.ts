import { Temporal } from "temporal-polyfill";
import type { CalendarRules } from "../../src/calendar/calendar-rules.ts";
import { weekdays } from "../../src/calendar/weekday.ts";

const MINUTE_MS = 60_000;

/** Whether the local clock shows a time within an interval, asked of the rules as they are written. */
export function naiveIsOpen(rules: CalendarRules, time: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(rules.timezone);
  const today = local.toPlainDate();
  const clock = local.toPlainTime().toString({ smallestUnit: "minute" });
  const hoursOf = (date: Temporal.PlainDate) =>
    rules.holidays.includes(date.toString())
      ? []
      : (rules.hours[weekdays[date.dayOfWeek - 1] ?? "monday"] ?? []).map((text) => text.split("-"));
  return (
    hoursOf(today).some(([from = "", to = ""]) => from <= clock && (clock < to || to <= from)) ||
    hoursOf(today.subtract({ days: 1 })).some(([from = "", to = ""]) => to <= from && clock < to)
  );
}

/** Milliseconds of business time between two whole minutes, minute by minute. */
export function naiveBusinessMs(rules: CalendarRules, from: Date, to: Date): number {
  let sum = 0;
  for (let time = from.getTime(); time < to.getTime(); time += MINUTE_MS)
    if (naiveIsOpen(rules, time)) sum += MINUTE_MS;
  return sum;
}
