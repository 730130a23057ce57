import type { Temporal } from "temporal-polyfill";
import { type Weekday, weekdays } from "../calendar/weekday.ts";
import { zoned } from "../calendar/zoned.ts";
import { DEMO_TIMEZONE, type DemoTeam, demoHours, demoTeams } from "./demo-team.ts";

/** A local day of the desk. */
export interface DeskDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly weekday: Weekday;
  /** Days before the one that `until` is in: 1 is yesterday. */
  readonly ago: number;
  /** The instant of an hour of this day, epoch milliseconds. */
  at(hour: number): number;
}

interface Opening {
  readonly from: number;
  readonly to: number;
}

/** The desk's days and opening hours, right across changes to and from summer time. */
export interface DeskClock {
  readonly days: readonly DeskDay[];
  /** The day an instant is in; undefined before the history. */
  dayAt(at: number): DeskDay | undefined;
  opening(team: DemoTeam, day: DeskDay): Opening | undefined;
  /** The instant after so much opening time of a team has passed. */
  addOpen(team: DemoTeam, from: number, milliseconds: number): number;
}

/** Opening time is needed beyond the last day: what then is not over happens after the history. */
const DAYS_AHEAD = 45;

/** @param weeks how many whole weeks of days there are before the day of `until` */
export function deskClock(until: Date, weeks: number): DeskClock {
  const today = zoned(until, DEMO_TIMEZONE).toPlainDate();
  const agos = Array.from({ length: weeks * 7 + 1 + DAYS_AHEAD }, (_, at) => weeks * 7 - at);
  const allDays = agos.map((ago) => deskDay(today.subtract({ days: ago }), ago));
  const days = allDays.filter(({ ago }) => ago >= 0);
  const starts = days.map((day) => day.at(0));
  const byTeam = Object.fromEntries(demoTeams.map((team) => [team, openingsOf(team, allDays)]));
  return {
    days,
    dayAt: (at) => days[starts.findLastIndex((start) => start <= at)],
    opening: (team, day) => byTeam[team]?.get(day.date),
    addOpen: (team, from, milliseconds) => addOpen(byTeam[team]?.values() ?? [], from, milliseconds),
  };
}

function deskDay(date: Temporal.PlainDate, ago: number): DeskDay {
  const midnight = date.toZonedDateTime({ timeZone: DEMO_TIMEZONE });
  const start = midnight.epochMilliseconds;
  const changesClocks = midnight.hoursInDay !== 24;
  return {
    date: date.toString(),
    weekday: weekdays[date.dayOfWeek - 1] ?? "monday",
    ago,
    at(hour) {
      const seconds = Math.round(hour * 3600);
      if (!changesClocks) return start + seconds * 1000;
      const time = {
        hour: Math.floor(seconds / 3600),
        minute: Math.floor(seconds / 60) % 60,
        second: seconds % 60,
      };
      return midnight.with(time).epochMilliseconds;
    },
  };
}

/** By date, in order. */
function openingsOf(team: DemoTeam, days: readonly DeskDay[]): ReadonlyMap<string, Opening> {
  const openings = new Map<string, Opening>();
  for (const day of days) {
    const hours = demoHours[team][day.weekday];
    if (hours) openings.set(day.date, { from: day.at(hours[0]), to: day.at(hours[1]) });
  }
  return openings;
}

function addOpen(openings: Iterable<Opening>, from: number, milliseconds: number): number {
  let left = milliseconds;
  for (const { from: opens, to } of openings) {
    if (to <= from) continue;
    const start = Math.max(opens, from);
    if (left < to - start) return start + left;
    left -= to - start;
  }
  return Number.POSITIVE_INFINITY;
}
