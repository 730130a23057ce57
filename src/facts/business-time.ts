import {
  afterBusinessMs,
  type BusinessCalendar,
  businessCalendar,
  businessMs,
  isOpen,
} from "../calendar/business-calendar.ts";
import { DEFAULT_CALENDAR, type TeamCalendars } from "../calendar/calendar-rules.ts";
import type { BusinessTime } from "./fold-context.ts";

/** Calendars of a desk, and from when they count. */
export interface CalendarVersion extends TeamCalendars {
  /** null: for ever. */
  readonly validFrom: Date | null;
}

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
 * @param calendarOf keeps the calendars that were worked out already
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function businessTimeOf(
  versions: readonly CalendarVersion[],
  calendarOf: typeof businessCalendar = businessCalendar,
): Promise<BusinessTime> {
  const reigns = await Promise.all(inForce(versions).map((reign) => opened(reign, calendarOf)));
  return {
    between: (team, from, to) => between(reigns, team, from, to),
    isOpen(team, at) {
      const calendar = reigns.find(({ to }) => at.getTime() < to)?.calendarOf(team);
      return calendar ? isOpen(calendar, at) : null;
    },
    after: (team, from, ms) => after(reigns, team, from, ms),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly calendars: TeamCalendars;
}

const none: TeamCalendars = { calendars: {}, teams: {} };

/** What counts when, from the beginning of time to its end. */
function inForce(versions: readonly CalendarVersion[]): readonly Span[] {
  let spans: Span[] = [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, calendars: none }];
  for (const { validFrom, ...calendars } of versions) {
    const from = validFrom?.getTime() ?? Number.NEGATIVE_INFINITY;
    spans = spans
      .filter((span) => span.from < from)
      .map((span) => ({ ...span, to: Math.min(span.to, from) }));
    spans.push({ from, to: Number.POSITIVE_INFINITY, calendars });
  }
  return spans;
}

async function opened(
  { from, to, calendars: { calendars, teams } }: Span,
  calendarOf: typeof businessCalendar,
): Promise<Reign> {
  const byName = new Map<string, BusinessCalendar>();
  for (const [name, rules] of Object.entries(calendars)) byName.set(name, await calendarOf(rules));
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
