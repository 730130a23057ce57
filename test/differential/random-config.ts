import type { Dice } from "./dice.ts";
import type { NaiveCalendar } from "./oracle/business-hours.ts";
import { type NaiveConfig, type NaivePolicy, noConfig } from "./oracle/told-desk.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
const everyDay = [...weekdays, "saturday", "sunday"];
const hour = 3_600_000;

/** Office hours with a break, nights, hours that are on the clock twice or never, days that do not begin. */
const hours = {
  office: Object.fromEntries(weekdays.map((day) => [day, ["09:00-12:30", "13:15-17:30"]])),
  night: Object.fromEntries(everyDay.map((day) => [day, ["22:00-06:00"]])),
  small: { sunday: ["00:00-24:00"], wednesday: ["01:45-02:15", "02:00-03:30"] },
} as const;

/** Some desks have neither calendars nor promises. */
export function randomConfig(random: Dice, zones: readonly string[]): NaiveConfig {
  if (random.chance(0.2)) return noConfig;
  const calendar = (name: keyof typeof hours): NaiveCalendar => ({
    timezone: random.pick(zones),
    hours: hours[name],
    holidays: random.pick([[], ["2026-03-30", "2026-03-18"], ["2025-10-06", "2025-10-25"]]),
  });
  const named = { night: calendar("night"), small: calendar("small") };
  return {
    calendars: random.chance(0.7) ? { default: calendar("office"), ...named } : named,
    teams: { front: "night", Field: "small" },
    policies: random.chance(0.9) ? policies(random, ["night", "small", null]) : [],
  };
}

function policies(random: Dice, calendars: readonly (string | null)[]): readonly NaivePolicy[] {
  const kinds = ["first-response", "next-response", "resolution"];
  const policy = (name: string, match: NaivePolicy["match"]): NaivePolicy => ({
    name,
    match,
    calendar: random.pick(calendars),
    targets: Object.fromEntries(
      kinds
        .filter((kind) => kind === "resolution" || random.chance(0.8))
        .map((kind) => [kind, random.pick([0.25, 1, 4, 24, 60]) * hour]),
    ),
    pauses: kinds.filter(() => random.chance(0.5)),
  });
  const urgent = policy("urgent", { priority: ["high"], channel: ["chat", "e-mail ✉"] });
  const special = policy(
    "special",
    random.pick([{ tag: ["vip"] }, { team: ["front"] }, { priority: ["high"] }]),
  );
  return random.chance(0.5) ? [urgent, special, policy("everything", {})] : [urgent, special];
}

const words: Readonly<Record<string, string>> = {
  "first-response": "firstResponse",
  "next-response": "nextResponse",
  resolution: "resolution",
};

/** The same as it stands in deskpulse.yaml. */
export function written({ calendars, teams, policies: promised }: NaiveConfig): object {
  return {
    calendars,
    teams: Object.fromEntries(
      Object.entries(teams).map(([team, calendar]) => [team, { name: team, calendar }]),
    ),
    sla: promised.map(({ name, match, calendar, targets, pauses }) => ({
      name,
      match,
      ...(calendar === null ? {} : { calendar }),
      targets: Object.fromEntries(
        Object.entries(targets).map(([kind, time]) => [words[kind], `${time / 60_000}m`]),
      ),
      pauseWhenSnoozed: pauses.map((kind) => words[kind]),
    })),
  };
}
