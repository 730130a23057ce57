import { zoned } from "../calendar/zoned.ts";

const DAY_MINUTES = 1_440;

/**
 * When the quiet hours that an instant falls into end, by the local clock; null where it falls into none. Hours that
 * touch each other are one.
 *
 * @param hours "22:00-07:00": half-open; one that ends no later than it starts runs past midnight
 */
export function quietUntil(hours: readonly string[], timezone: string, now: Date): Date | null {
  if (hours.length === 0) return null;
  let local = zoned(now, timezone);
  let isQuiet = false;
  // Hours that are left after a whole day are quiet for ever: a day at a time.
  for (let stretch = 0; stretch <= hours.length; stretch++) {
    const minute = local.hour * 60 + local.minute;
    const left = Math.max(0, ...hours.map((interval) => minutesLeft(interval, minute)));
    if (left === 0) break;
    isQuiet = true;
    const wall = local.toPlainDateTime().round({ smallestUnit: "minute", roundingMode: "floor" });
    local = wall.add({ minutes: left }).toZonedDateTime(timezone);
  }
  return isQuiet ? new Date(local.epochMilliseconds) : null;
}

function minutesLeft(interval: string, minute: number): number {
  const [from = 0, to = 0] = interval.split("-").map((time) => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 60 + minutes;
  });
  if (from < to) return from <= minute && minute < to ? to - minute : 0;
  if (minute >= from) return DAY_MINUTES - minute + to;
  return minute < to ? to - minute : 0;
}
