import { Temporal } from "temporal-polyfill";

/**
 * The moment of the sample desk's digest: half past eight on the newest Tuesday to Friday that has come, so that
 * "yesterday" is a working day.
 */
export function demoMoment(now: Date, timezone: string): Date {
  let day = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  let morning = at(day, timezone);
  while (morning.getTime() > now.getTime() || day.dayOfWeek === 1 || day.dayOfWeek > 5) {
    day = day.subtract({ days: 1 });
    morning = at(day, timezone);
  }
  return morning;
}

function at(day: Temporal.ZonedDateTime, timezone: string): Date {
  const morning = day.toPlainDate().toZonedDateTime({ timeZone: timezone, plainTime: "08:30" });
  return new Date(morning.epochMilliseconds);
}
