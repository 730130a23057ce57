import { CronExpressionParser } from "cron-parser";
import { Temporal } from "temporal-polyfill";

export interface Occurrence {
  /** The local time written in the schedule, "2026-03-02T08:30". */
  readonly occurrence: string;
  /** When that is. */
  readonly at: Date;
}

/** No zone ever moved its clocks by more than a day. */
const LARGEST_SHIFT_HOURS = 25;

/**
 * The occurrences of a five-field cron expression in (after, until], by the local clock of a time zone, oldest first. A
 * local time that does not exist runs at the end of the gap, one that occurs twice runs the first time, and several that
 * come to the same instant run once.
 */
export function occurrencesBetween(cron: string, timezone: string, after: Date, until: Date): Occurrence[] {
  const from = localTime(after, timezone).subtract({ hours: LARGEST_SHIFT_HOURS });
  const to = localTime(until, timezone).add({ hours: LARGEST_SHIFT_HOURS });
  const byInstant = new Map<number, string>();
  for (const local of localTimes(cron, from, to)) {
    const at = instantOf(local, timezone);
    // Of those that fall together the last stays: the one that exists, if any.
    if (at > after.getTime() && at <= until.getTime()) {
      byInstant.set(at, local.toString({ smallestUnit: "minute" }));
    }
  }
  return [...byInstant]
    .map(([at, occurrence]) => ({ occurrence, at: new Date(at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The expression is read as if the local clock never jumped, which UTC's does not. */
function* localTimes(cron: string, from: Temporal.PlainDateTime, to: Temporal.PlainDateTime) {
  const expression = CronExpressionParser.parse(cron, {
    tz: "UTC",
    currentDate: new Date(asUtc(from)),
    endDate: new Date(asUtc(to)),
  });
  while (expression.hasNext()) {
    const next = Temporal.Instant.fromEpochMilliseconds(expression.next().getTime());
    yield next.toZonedDateTimeISO("UTC").toPlainDateTime();
  }
}

function instantOf(local: Temporal.PlainDateTime, timezone: string): number {
  const before = local.toZonedDateTime(timezone, { disambiguation: "earlier" });
  if (before.toPlainDateTime().equals(local)) return before.epochMilliseconds;
  return before.getTimeZoneTransition("next")?.epochMilliseconds ?? before.epochMilliseconds;
}

function localTime(instant: Date, timezone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timezone)
    .toPlainDateTime();
}

function asUtc(local: Temporal.PlainDateTime): number {
  return local.toZonedDateTime("UTC").epochMilliseconds;
}
