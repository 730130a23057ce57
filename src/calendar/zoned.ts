import { Temporal } from "temporal-polyfill";

/** The local date and time of an instant. */
export function zoned(instant: Date, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timezone);
}

/** The first instant of a local day, which is not always midnight. */
export function startOfDay(date: Temporal.PlainDate, timezone: string): Date {
  return instantOf(date.toZonedDateTime({ timeZone: timezone }));
}

export function instantOf(time: Temporal.ZonedDateTime | Temporal.Instant): Date {
  return new Date(time.epochMilliseconds);
}
