import { wallClock } from "../../differential/oracle/local-time.ts";
import type { NaiveAlert } from "./naive-alerts.ts";
import { DAY, MINUTE, type MonthDesk } from "./promises.ts";

/**
 * When quiet hours end, found by going on minute by minute until the clock on the wall shows none of them; the instant
 * itself where it shows none now.
 */
export function quietEnd(hours: readonly string[], timezone: string, now: number): number {
  if (!isQuiet(hours, timezone, now)) return now;
  const limit = now + 2 * DAY;
  for (let at = Math.floor(now / MINUTE) * MINUTE + MINUTE; at < limit; at += MINUTE)
    if (!isQuiet(hours, timezone, at)) return at;
  throw new Error("It is quiet for ever");
}

function isQuiet(hours: readonly string[], timezone: string, at: number): boolean {
  if (hours.length === 0) return false;
  const { hour, minute } = wallClock(Math.floor(at / MINUTE) * MINUTE, timezone);
  const shown = `${hour}:${minute}`;
  return hours.some((interval) => {
    const [start = "", end = ""] = interval.split("-");
    return start < end ? start <= shown && shown < end : start <= shown || shown < end;
  });
}

/** "14:05" */
export function shownTime(at: number, timezone: string): string {
  const { hour, minute } = wallClock(at, timezone);
  return `${hour}:${minute}`;
}

/** When something may happen to an alert though nothing happens to its clock. */
export function upcoming(
  alert: NaiveAlert,
  { calendars, timezone }: MonthDesk,
  now: number,
): readonly number[] {
  const { policy, taken, breachedAt, toldAt, escalatedAt } = alert;
  const hours = policy.calendar === null ? undefined : calendars[policy.calendar];
  const steps = policy.escalate.flatMap(({ after }) =>
    [breachedAt, toldAt, escalatedAt].flatMap((from) => (from === null ? [] : [from + after * MINUTE])),
  );
  return [
    ...steps,
    ...(taken?.until != null ? [taken.until] : []),
    quietEnd(policy.quietHours, hours?.timezone ?? timezone, now),
  ];
}
