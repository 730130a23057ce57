import { Temporal } from "temporal-polyfill";
import type { Period } from "./period.ts";
import { startOfWeek } from "./resolve-period.ts";
import { type Weekday, weekdays } from "./weekday.ts";
import { instantOf, zoned } from "./zoned.ts";

export type BucketUnit = "hour" | "day" | "week" | "month";

/** A local hour, day, week or month, cut to the period at both ends. */
export interface Bucket {
  /** 2026-03-02T09:00+01:00, 2026-03-02, the first day of the week, 2026-03. */
  readonly key: string;
  /** For an axis: "09:00", "Mon 2", "2 Mar", "Mar 2026". */
  readonly label: string;
  readonly from: Date;
  readonly to: Date;
  /** 0–23, of its start. */
  readonly hour: number;
  /** Of its start. */
  readonly weekday: Weekday;
}

/** The period cut into local units, in order and without gaps: empty ones are there too. */
export function bucketsOf(
  period: Period,
  unit: BucketUnit,
  weekStartsOn: Weekday = "monday",
): readonly Bucket[] {
  const buckets: Bucket[] = [];
  let start = startOfUnit(zoned(period.from, period.timezone), unit, weekStartsOn);
  while (start.epochMilliseconds < period.to.getTime()) {
    const end = nextStart(start, unit);
    const bucket = bucketOf(start, end, unit, period);
    // A day that a zone skipped (Samoa's 30 December 2011) has no bucket.
    if (bucket.from < bucket.to) buckets.push(bucket);
    start = end;
  }
  return buckets;
}

function bucketOf(
  start: Temporal.ZonedDateTime,
  end: Temporal.ZonedDateTime,
  unit: BucketUnit,
  period: Period,
): Bucket {
  const key = keyOf(start, unit);
  return {
    key,
    label: bucketLabel(unit, key),
    from: instantOf(start) < period.from ? period.from : instantOf(start),
    to: instantOf(end) > period.to ? period.to : instantOf(end),
    hour: start.hour,
    weekday: weekdays[start.dayOfWeek - 1] ?? "monday",
  };
}

function startOfUnit(
  time: Temporal.ZonedDateTime,
  unit: BucketUnit,
  weekStartsOn: Weekday,
): Temporal.ZonedDateTime {
  const { timeZoneId: timeZone } = time;
  if (unit === "month") return time.toPlainDate().with({ day: 1 }).toZonedDateTime({ timeZone });
  if (unit === "week") return startOfWeek(time.toPlainDate(), weekStartsOn).toZonedDateTime({ timeZone });
  if (unit === "day") return time.startOfDay();
  const onTheHour = time.round({ smallestUnit: "hour", roundingMode: "floor" });
  // Where the clock was moved within this hour, the hour begins at the move.
  const move = time.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  return move && Temporal.ZonedDateTime.compare(move, onTheHour) > 0 ? move : onTheHour;
}

function nextStart(start: Temporal.ZonedDateTime, unit: BucketUnit): Temporal.ZonedDateTime {
  const { timeZoneId: timeZone } = start;
  const date = start.toPlainDate();
  if (unit === "month") return date.add({ months: 1 }).toZonedDateTime({ timeZone });
  if (unit === "week") return date.add({ days: 7 }).toZonedDateTime({ timeZone });
  if (unit === "day") return date.add({ days: 1 }).toZonedDateTime({ timeZone });
  const next = start.add({ minutes: 60 - start.minute }).subtract({ seconds: start.second });
  if (next.offsetNanoseconds === start.offsetNanoseconds) return next;
  const move = start.getTimeZoneTransition("next");
  return move && Temporal.ZonedDateTime.compare(move, next) < 0 ? move : next;
}

function keyOf(start: Temporal.ZonedDateTime, unit: BucketUnit): string {
  if (unit === "hour") return start.toString({ timeZoneName: "never", smallestUnit: "minute" });
  const date = start.toPlainDate().toString();
  return unit === "month" ? date.slice(0, 7) : date;
}

/** The word on an axis for a bucket's key. */
export function bucketLabel(unit: BucketUnit, key: string): string {
  if (unit === "hour") return key.slice(11, 16);
  if (unit === "month")
    return Temporal.PlainYearMonth.from(key)
      .toPlainDate({ day: 1 })
      .toLocaleString("en", { month: "short", year: "numeric" });
  const date = Temporal.PlainDate.from(key);
  if (unit === "week") return `${date.day} ${date.toLocaleString("en", { month: "short" })}`;
  return `${date.toLocaleString("en", { weekday: "short" })} ${date.day}`;
}
