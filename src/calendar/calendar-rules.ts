import type { DeskConfig } from "../config/desk-config.ts";
import type { Weekday } from "./weekday.ts";

/** A business calendar as it is written and stored. */
export interface CalendarRules {
  /** IANA. */
  readonly timezone: string;
  /** "09:00-17:30"; one that ends no later than it starts runs past midnight; "24:00" is the day's end. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Local dates, 2026-12-25. */
  readonly holidays: readonly string[];
  /** Whose public holidays count too: NL, or with a state and region DE-BY. */
  readonly holidayCountry: string | null;
}

/** The calendars of a desk, and which of its teams uses which. */
export interface TeamCalendars {
  readonly calendars: Readonly<Record<string, CalendarRules>>;
  /** By team; those that name none are not in it. */
  readonly teams: Readonly<Record<string, string>>;
}

/** The calendar of every team that names no other. */
export const DEFAULT_CALENDAR = "default";

export const noCalendars: TeamCalendars = { calendars: {}, teams: {} };

/** The calendars of a configuration, each in the zone it is in. */
export function teamCalendars({ calendars, teams, timezone }: DeskConfig): TeamCalendars {
  return {
    calendars: Object.fromEntries(
      Object.entries(calendars).map(([name, rules]) => [
        name,
        {
          timezone: rules.timezone ?? timezone,
          hours: rules.hours,
          holidays: rules.holidays,
          holidayCountry: rules.holidayCountry ?? null,
        },
      ]),
    ),
    teams: Object.fromEntries(
      Object.entries(teams).flatMap(([team, { calendar }]) =>
        calendar === undefined ? [] : [[team, calendar]],
      ),
    ),
  };
}
