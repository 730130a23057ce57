import type { Temporal } from "temporal-polyfill";
import type { Period } from "./period.ts";
import { instantOf, startOfDay, zoned } from "./zoned.ts";

/**
 * What a period is compared with: as many local days before, the calendar month before, or the same elapsed time
 * before. Of a period that still runs it is the same part: until the same local time on the corresponding day, or the
 * same elapsed time.
 */
export function previousPeriod(period: Period, now: Date): Period {
  const { from, to, timezone } = period;
  const isRunning = from < now && now < to;
  if (period.step === "elapsed") {
    const start = from.getTime() - (to.getTime() - from.getTime());
    const end = isRunning ? start + (now.getTime() - from.getTime()) : from.getTime();
    return { ...period, from: new Date(start), to: new Date(end), name: "the same time before" };
  }
  const day = zoned(from, timezone).toPlainDate();
  const first =
    period.step === "month" ? day.subtract({ months: 1 }) : day.subtract({ days: period.days ?? 1 });
  const end = isRunning ? correspondingTime(day, first, now, timezone) : from;
  return {
    ...period,
    from: startOfDay(first, timezone),
    to: end < from ? end : from,
    name: previousName(period),
  };
}

function correspondingTime(
  day: Temporal.PlainDate,
  first: Temporal.PlainDate,
  now: Date,
  timezone: string,
): Date {
  const local = zoned(now, timezone);
  const passed = day.until(local.toPlainDate(), { largestUnit: "days" });
  return instantOf(first.add(passed).toPlainDateTime(local.toPlainTime()).toZonedDateTime(timezone));
}

function previousName(period: Period): string {
  if (period.step === "month") return "the month before";
  if (period.days === 1) return "the day before";
  if (period.days === 7) return "the week before";
  return `the ${period.days} days before`;
}

/** The part of a period that has passed: what a period still running is measured over. */
export function elapsedPart(period: Period, now: Date): Period {
  if (now >= period.to) return period;
  return { ...period, to: now > period.from ? now : period.from };
}
