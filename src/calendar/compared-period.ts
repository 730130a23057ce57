import type { Temporal } from "temporal-polyfill";
import type { Period } from "./period.ts";
import { elapsedPart, previousPeriod } from "./previous-period.ts";
import { instantOf, startOfDay, zoned } from "./zoned.ts";

/** What a period is compared with: the one before it, or the same one a week or a year ago. */
export const comparisons = ["previous", "week", "year"] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * The period that another is compared with. A week ago is the same local times seven days earlier, a year ago the same
 * local dates of the year before, as many days (29 February becomes 28 February). Of a period that still runs it is
 * the same part, until the same local time.
 */
export function comparedPeriod(period: Period, now: Date, comparison: Comparison = "previous"): Period {
  if (comparison === "previous") return previousPeriod(period, now);
  const ago = comparison === "week" ? { days: 7 } : { years: 1 };
  const { timezone } = period;
  const name = comparison === "week" ? "the same time a week ago" : "the same time a year ago";
  const isRunning = period.from < now && now < period.to;
  if (period.step === "elapsed") {
    const earlier = (at: Date) => instantOf(zoned(at, timezone).subtract(ago));
    return { ...period, from: earlier(period.from), to: earlier(elapsedPart(period, now).to), name };
  }
  const day = zoned(period.from, timezone).toPlainDate();
  const first = day.subtract(ago);
  const end = isRunning
    ? sameTime(day, first, now, timezone)
    : startOfDay(endOf(period, first, ago), timezone);
  return { ...period, from: startOfDay(first, timezone), to: end, name };
}

function endOf(period: Period, first: Temporal.PlainDate, ago: { days: number } | { years: number }) {
  if (period.step === "days") return first.add({ days: period.days ?? 1 });
  return zoned(period.to, period.timezone).toPlainDate().subtract(ago);
}

/** As many days and as much local time after the first day. */
function sameTime(day: Temporal.PlainDate, first: Temporal.PlainDate, now: Date, timezone: string): Date {
  const local = zoned(now, timezone);
  const passed = day.until(local.toPlainDate(), { largestUnit: "days" });
  return instantOf(first.add(passed).toPlainDateTime(local.toPlainTime()).toZonedDateTime(timezone));
}
