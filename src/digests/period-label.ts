import type { Period } from "../calendar/period.ts";

/**
 * The dates a period covers, as people say them in its own zone: "Friday 20 November 2026",
 * "Mon 13 – Sun 19 April 2026". Spans that do not start and end at midnight carry their times.
 */
export function periodLabel(period: Period): string {
  const last = new Date(period.to.getTime() - 1);
  const day = formatter(period.timezone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const isWholeDays = startsADay(period.from, period.timezone) && startsADay(period.to, period.timezone);
  if (isWholeDays && day(period.from) === day(last)) return day(period.from);
  if (!isWholeDays) return timedLabel(period);
  return dayRange(period.from, last, period.timezone);
}

/** A day in a few letters, for "compared with …": "Thu 19 Nov", "Mon 6 – Sun 12 Apr". */
export function shortPeriodLabel(period: Period): string {
  const last = new Date(period.to.getTime() - 1);
  const day = formatter(period.timezone, { weekday: "short", day: "numeric", month: "short" });
  return day(period.from) === day(last) ? day(period.from) : `${day(period.from)} – ${day(last)}`;
}

function dayRange(from: Date, last: Date, timezone: string): string {
  const monthAndYear = formatter(timezone, { month: "long", year: "numeric" });
  const year = formatter(timezone, { year: "numeric" });
  const end = formatter(timezone, { weekday: "short", day: "numeric", month: "long", year: "numeric" })(last);
  if (monthAndYear(from) === monthAndYear(last)) {
    return `${formatter(timezone, { weekday: "short", day: "numeric" })(from)} – ${end}`;
  }
  const parts = { weekday: "short", day: "numeric", month: "long" } as const;
  const start = formatter(timezone, year(from) === year(last) ? parts : { ...parts, year: "numeric" })(from);
  return `${start} – ${end}`;
}

function timedLabel(period: Period): string {
  const moment = formatter(period.timezone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return `${moment(period.from)} – ${moment(period.to)}`;
}

function startsADay(instant: Date, timezone: string): boolean {
  return (
    formatter(timezone, { hour: "2-digit", minute: "2-digit", second: "2-digit" })(instant) === "00:00:00"
  );
}

/** Intl puts commas between parts of a date; British prose has none. */
function formatter(timezone: string, parts: Intl.DateTimeFormatOptions): (instant: Date) => string {
  const format = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: timezone, hourCycle: "h23" });
  return (instant) => format.format(instant).replaceAll(",", "");
}
