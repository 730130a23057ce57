import {
  afterBusinessMs,
  type BusinessCalendar,
  businessMs,
  isOpen,
  sharedCalendar,
} from "../calendar/business-calendar.ts";
import { DEFAULT_CALENDAR, noCalendars, type TeamCalendars } from "../calendar/calendar-rules.ts";
import type { BusinessTime } from "./fold-context.ts";
import { type InForce, inForce, type Version } from "./in-force.ts";

export type CalendarVersion = Version<TeamCalendars>;

/** One version in force, during [from, to). */
interface Reign {
  readonly from: number;
  readonly to: number;
  calendarOf(team: string | null): BusinessCalendar | undefined;
}

/**
 * Business time of teams by calendars that change: of each part of a span by the version in force then. A part that no
 * calendar covers makes the whole null.
 *
 * @param versions in the order in which they were stored: from its instant on a later one counts, whatever was before
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function businessTimeOf(versions: readonly CalendarVersion[]): Promise<BusinessTime> {
  const reigns = await Promise.all(inForce(versions, noCalendars).map(opened));
  return {
    between: (team, from, to) => between(reigns, team, from, to),
    isOpen(team, at) {
      const calendar = reigns.find(({ to }) => at.getTime() < to)?.calendarOf(team);
      return calendar ? isOpen(calendar, at) : null;
    },
    after: (team, from, ms) => after(reigns, team, from, ms),
  };
}

async function opened({ from, to, content: { calendars, teams } }: InForce<TeamCalendars>): Promise<Reign> {
  const byName = new Map<string, BusinessCalendar>();
  for (const [name, rules] of Object.entries(calendars)) byName.set(name, await sharedCalendar(rules));
  const byTeam = new Map(Object.entries(teams));
  return {
    from,
    to,
    calendarOf: (team) => byName.get((team === null ? undefined : byTeam.get(team)) ?? DEFAULT_CALENDAR),
  };
}

function between(reigns: readonly Reign[], team: string | null, from: Date, to: Date): number | null {
  let sum = 0;
  for (const reign of reigns) {
    if (reign.to <= from.getTime()) continue;
    const calendar = reign.calendarOf(team);
    if (!calendar) return null;
    sum += businessMs(calendar, latest(from, reign.from), earliest(to, reign.to));
    if (to.getTime() <= reign.to) break;
  }
  return sum;
}

function after(reigns: readonly Reign[], team: string | null, from: Date, ms: number): Date | null {
  let left = ms;
  for (const reign of reigns) {
    if (reign.to <= from.getTime()) continue;
    const calendar = reign.calendarOf(team);
    if (!calendar) return null;
    const start = latest(from, reign.from);
    const due = afterBusinessMs(calendar, start, left);
    if (reign.to === Number.POSITIVE_INFINITY || (due && due.getTime() <= reign.to)) return due;
    left -= businessMs(calendar, start, new Date(reign.to));
  }
  return null;
}

function latest(at: Date, limit: number): Date {
  return at.getTime() < limit ? new Date(limit) : at;
}

function earliest(at: Date, limit: number): Date {
  return at.getTime() > limit ? new Date(limit) : at;
}
