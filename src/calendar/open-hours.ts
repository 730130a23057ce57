import { Temporal } from "temporal-polyfill";
import type { CalendarRules } from "./calendar-rules.ts";
import type { HolidaysOf } from "./public-holidays.ts";
import { type Stretch, steadyStretches } from "./steady-stretches.ts";
import { DAY_MS, type DayHours, weeklyHours } from "./weekly-hours.ts";

/** A span of instants, half-open, in milliseconds since 1970. */
export interface Open {
  readonly start: number;
  readonly end: number;
}

const epoch = new Temporal.PlainDate(1970, 1, 1);
/** 1970 began on a Thursday, the fourth day of a week. */
const EPOCH_WEEKDAY = 3;

/**
 * When a calendar is open between two instants, in order, none touching another. It is open while the local clock shows
 * a time within an interval: what a clock skips is not there, what it shows twice counts twice.
 */
export function openHours(
  rules: CalendarRules,
  publicHolidaysOf: HolidaysOf,
  from: number,
  to: number,
): readonly Open[] {
  const week = weeklyHours(rules);
  const holidays = holidaysBetween(rules, publicHolidaysOf, from, to);
  const hoursOf = (day: number): readonly DayHours[] =>
    holidays.has(day) ? [] : (week[(((day + EPOCH_WEEKDAY) % 7) + 7) % 7] ?? []);
  return merged(steadyStretches(from, to, rules.timezone).flatMap((stretch) => openWithin(stretch, hoursOf)));
}

function openWithin({ start, end, ahead }: Stretch, hoursOf: (day: number) => readonly DayHours[]): Open[] {
  const open: Open[] = [];
  // The night shift of the day before may reach in.
  const firstDay = Math.floor((start + ahead) / DAY_MS) - 1;
  const lastDay = Math.floor((end + ahead) / DAY_MS);
  for (let day = firstDay; day <= lastDay; day++) {
    const midnight = day * DAY_MS - ahead;
    for (const hours of hoursOf(day)) {
      const part = {
        start: Math.max(midnight + hours.start, start),
        end: Math.min(midnight + hours.end, end),
      };
      if (part.start < part.end) open.push(part);
    }
  }
  return open;
}

/** Numbers of the days since 1970 that are holidays. */
function holidaysBetween(
  { holidays }: CalendarRules,
  publicHolidaysOf: HolidaysOf,
  from: number,
  to: number,
): ReadonlySet<number> {
  const dates = [...holidays];
  // Some begin in the year before, and no zone is further than a day from UTC.
  for (let year = yearOf(from - DAY_MS) - 1; year <= yearOf(to + DAY_MS); year++)
    dates.push(...publicHolidaysOf(year));
  return new Set(dates.map((date) => epoch.until(date, { largestUnit: "days" }).days));
}

function yearOf(time: number): number {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO("UTC").year;
}

function merged(spans: readonly Open[]): readonly Open[] {
  const result: Open[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end)
      result.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
    else result.push(span);
  }
  return result;
}
