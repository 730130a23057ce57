import type { Period } from "../calendar/period.ts";
import { startOfDay, zoned } from "../calendar/zoned.ts";
import type { Locale } from "../metrics/wording.ts";

/** The dates a period covers as the reader's language has them: "Monday, March 16, 2026", "ma 16 – zo 22 mrt 2026". */
export function localPeriod({ from, to, timezone: timeZone }: Period, locale: Locale): string {
  const last = new Date(Math.max(from.getTime(), to.getTime() - 1));
  const isWholeDays = [from, to].every((instant) => isMidnight(instant, timeZone));
  if (!isWholeDays) {
    const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
    return moment.formatRange(from, to);
  }
  if (zoned(from, timeZone).toPlainDate().equals(zoned(last, timeZone).toPlainDate()))
    return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone }).format(from);
  const parts = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).formatRange(from, last);
}

/** An instant with the date where it is not today's: "14:05", "Mar 16, 2:05 PM". */
export function localMoment(instant: Date, now: Date, timeZone: string, locale: Locale): string {
  const isToday = zoned(instant, timeZone).toPlainDate().equals(zoned(now, timeZone).toPlainDate());
  const parts = isToday ? {} : ({ day: "numeric", month: "short" } as const);
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, ...clock, timeZone }).format(instant);
}

function isMidnight(instant: Date, timezone: string): boolean {
  const date = zoned(instant, timezone).toPlainDate();
  return startOfDay(date, timezone).getTime() === instant.getTime();
}
