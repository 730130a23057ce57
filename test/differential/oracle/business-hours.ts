import { wallClock } from "./local-time.ts";

/** Hours as deskpulse.yaml has them, on full quarters of an hour. */
export interface NaiveCalendar {
  readonly timezone: string;
  readonly hours: Readonly<Record<string, readonly string[]>>;
  readonly holidays: readonly string[];
}

const quarter = 15 * 60_000;

/** Walks through a span by quarters of an hour and adds up those in which the clock on the wall shows business hours. */
export function businessMs(calendar: NaiveCalendar, from: number, to: number): number {
  let sum = 0;
  for (let at = Math.floor(from / quarter) * quarter; at < to; at += quarter)
    if (isOpen(calendar, at)) sum += Math.min(to, at + quarter) - Math.max(from, at);
  return sum;
}

const known = new WeakMap<NaiveCalendar, Map<number, boolean>>();

/** In an interval of today's, or in one of yesterday's that runs past midnight. */
export function isOpen(calendar: NaiveCalendar, instant: number): boolean {
  const at = Math.floor(instant / quarter) * quarter;
  const found = known.get(calendar) ?? new Map<number, boolean>();
  known.set(calendar, found);
  const isIn = found.get(at) ?? isOpenAt(calendar, at);
  found.set(at, isIn);
  return isIn;
}

function isOpenAt(calendar: NaiveCalendar, at: number): boolean {
  const { date, weekday, hour, minute } = wallClock(at, calendar.timezone);
  const clock = `${hour}:${minute}`;
  const yesterday = new Date(Date.parse(`${date}T12:00:00Z`) - 86_400_000);
  const dayBefore = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" })
    .format(yesterday)
    .toLowerCase();
  return (
    intervals(calendar, date, weekday).some(
      ([start, end]) => start <= clock && (clock < end || end <= start),
    ) ||
    intervals(calendar, yesterday.toISOString().slice(0, 10), dayBefore).some(
      ([start, end]) => end <= start && clock < end,
    )
  );
}

function intervals({ hours, holidays }: NaiveCalendar, date: string, weekday: string): [string, string][] {
  if (holidays.includes(date)) return [];
  return (hours[weekday] ?? []).map((interval) => {
    const [start = "", end = ""] = interval.split("-");
    return [start, end];
  });
}
