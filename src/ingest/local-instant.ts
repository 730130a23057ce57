import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** A wall clock's reading. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

const HOUR_MS = 3_600_000;
const REMEMBERED_HOURS = 100_000;

/** Any IANA zone this runtime knows. */
export const TimeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}, "must be an IANA time zone like Europe/Lisbon, or UTC");

/**
 * The instant of a local time, in milliseconds since 1970. A time that a clock change leaves out is taken as the same
 * moment on the clock before it; one that occurs twice is the first.
 *
 * @returns undefined for a day or hour that does not exist
 */
export type LocalInstant = (local: LocalTime) => number | undefined;

/** Asks Temporal once an hour of local time: within an hour without a clock change the rest is adding. */
export function localInstant(zone: string): LocalInstant {
  const starts = new Map<number, number | undefined>();
  return (local) => {
    const asUtc = utc(local);
    if (asUtc === undefined) return undefined;
    const intoHour = asUtc - Math.floor(asUtc / HOUR_MS) * HOUR_MS;
    const hour = asUtc - intoHour;
    if (!starts.has(hour)) {
      if (starts.size >= REMEMBERED_HOURS) starts.clear();
      starts.set(hour, startOfEvenHour(hour, zone));
    }
    const start = starts.get(hour);
    return start === undefined ? instantOf(asUtc, zone) : start + intoHour;
  };
}

/** The reading as if the clock stood in UTC; undefined where there is no such day or hour. */
export function utc(local: LocalTime): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = local;
  const time = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const date = new Date(time);
  const exists =
    year >= 1000 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    minute < 60 &&
    second < 60;
  return exists ? time : undefined;
}

/** When an hour of local time starts; undefined where the clock is changed within it. */
function startOfEvenHour(hour: number, zone: string): number | undefined {
  const start = instantOf(hour, zone);
  return instantOf(hour + HOUR_MS - 1, zone) - start === HOUR_MS - 1 ? start : undefined;
}

function instantOf(asUtc: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(asUtc).toZonedDateTimeISO("UTC").toPlainDateTime();
  return local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}
