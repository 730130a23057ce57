/** What the clock on the wall says at an instant. */
interface Wall {
  readonly date: string;
  readonly hour: string;
  readonly minute: string;
  readonly weekday: string;
  readonly offset: string;
}

/** Naive is slow: what was found out once is kept. */
function remembered<A extends readonly (string | number)[], T>(find: (...asked: A) => T): (...asked: A) => T {
  const known = new Map<string, { readonly found: T }>();
  return (...asked) => {
    const key = asked.join();
    const answer = known.get(key) ?? { found: find(...asked) };
    known.set(key, answer);
    return answer.found;
  };
}

/** By Intl alone. */
export const wallClock = remembered((at: number, timezone: string): Wall => {
  const clock = clockOf(timezone);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`,
    hour: parts["hour"] ?? "",
    minute: parts["minute"] ?? "",
    weekday: (parts["weekday"] ?? "").toLowerCase(),
    offset: parts["timeZoneName"]?.slice("GMT".length) || "+00:00",
  };
});

const clockOf = remembered(
  (timezone: string) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      weekday: "long",
      timeZoneName: "longOffset",
    }),
);

const minute = 60_000;

/** How days and weeks are told apart. */
interface Calendar {
  readonly timezone: string;
  readonly weekStartsOn: string;
}

/** The name of the stretch of time an instant is in. */
export function stretchOf(dimension: string, at: number, { timezone, weekStartsOn }: Calendar): string {
  const wall = wallClock(at, timezone);
  switch (dimension) {
    case "hour":
      return hourOf(at, timezone);
    case "day":
      return wall.date;
    case "week":
      return firstOfWeek(wall, weekStartsOn);
    case "month":
      return wall.date.slice(0, 7);
    case "hour-of-day":
      return wall.hour;
    case "weekday":
      return wall.weekday;
    default:
      throw new Error(`${dimension} is no time`);
  }
}

/** A local hour, named by its first minute: the clock may come to it twice, or into its middle. */
const hourOf = remembered((at: number, timezone: string): string => {
  const { date, hour, offset } = wallClock(at, timezone);
  let first = Math.floor(at / minute) * minute;
  for (;;) {
    const before = wallClock(first - minute, timezone);
    if (before.date !== date || before.hour !== hour || before.offset !== offset) break;
    first -= minute;
  }
  return `${date}T${hour}:${wallClock(first, timezone).minute}${offset}`;
});

const week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

function firstOfWeek({ date, weekday }: Wall, weekStartsOn: string): string {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const passed = (week.indexOf(weekday) - week.indexOf(weekStartsOn) + 7) % 7;
  return new Date(noon - passed * 24 * 60 * minute).toISOString().slice(0, 10);
}

interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The stretches of a span in order, found by walking through it: no zone moves its clock off the quarter hour. */
export function stretches(
  dimension: string,
  from: number,
  to: number,
  calendar: Calendar,
): readonly Stretch[] {
  return walked(dimension, from, to, calendar.timezone, calendar.weekStartsOn);
}

const walked = remembered(
  (dimension: string, from: number, to: number, timezone: string, weekStartsOn: string) => {
    const nameAt = (at: number) => stretchOf(dimension, at, { timezone, weekStartsOn });
    const found: Stretch[] = [];
    let start = from;
    let name = nameAt(from);
    const step = 15 * minute;
    for (let at = Math.floor(from / step) * step + step; at < to; at += step) {
      const here = nameAt(at);
      if (here === name) continue;
      found.push({ name, from: start, to: at });
      [start, name] = [at, here];
    }
    if (from < to) found.push({ name, from: start, to });
    return found;
  },
);
