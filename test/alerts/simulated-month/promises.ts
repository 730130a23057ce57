import { type Dice, dice } from "../../differential/dice.ts";
import type { NaiveCalendar } from "../../differential/oracle/business-hours.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type Kind = "first-response" | "next-response" | "resolution";
export const kinds: readonly Kind[] = ["first-response", "next-response", "resolution"];

/** "slack C1" */
export type Place = string;

/** What is promised, and who is told; times are full minutes, so that whoever walks by minutes misses nothing. */
export interface Policy {
  readonly name: string;
  readonly match: Readonly<Record<string, readonly string[]>>;
  readonly calendar: string | null;
  /** In minutes of working time. */
  readonly targets: Readonly<Partial<Record<Kind, number>>>;
  /** "50%", or a span before the due time: "10m" */
  readonly warnAt: readonly string[];
  readonly pauses: readonly Kind[];
  readonly warning: readonly Place[];
  readonly breach: readonly Place[];
  /** Minutes after the breach. */
  readonly escalate: readonly { readonly after: number; readonly to: string }[];
  readonly quietHours: readonly string[];
}

/** A desk and its month. */
export interface MonthDesk {
  readonly timezone: string;
  /** The first instant of the month; the watch begins there. */
  readonly from: number;
  readonly days: number;
  readonly calendars: Readonly<Record<string, NaiveCalendar>>;
  /** Whose public holidays are those of the calendars. */
  readonly country: string | null;
  readonly policies: readonly Policy[];
}

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
const everyDay = [...weekdays, "saturday", "sunday"];

/** Each holds a change of the clocks and a public holiday. */
const months = [
  // Clocks go forward on 29 March; Easter Monday is 6 April.
  { timezone: "Europe/Amsterdam", from: "2026-03-09", country: "NL", holidays: ["2026-04-05", "2026-04-06"] },
  // Clocks go back on 2 November; Veterans Day and Thanksgiving.
  {
    timezone: "America/New_York",
    from: "2025-10-29",
    country: "US",
    holidays: ["2025-11-11", "2025-11-27"],
  },
  // By half an hour, back on 5 April; a holiday of the desk's own.
  { timezone: "Australia/Lord_Howe", from: "2026-03-20", country: null, holidays: ["2026-04-03"] },
  { timezone: "Europe/Amsterdam", from: "2025-10-10", country: null, holidays: ["2025-10-24", "2025-10-26"] },
];

export function monthDesk(seed: number): MonthDesk {
  const month = months[(seed - 1) % months.length];
  if (!month) throw new Error("There are months");
  const random = dice(seed * 7919);
  const { timezone, holidays, country } = month;
  const calendar = (hours: NaiveCalendar["hours"]): NaiveCalendar => ({ timezone, hours, holidays });
  const office = Object.fromEntries(weekdays.map((day) => [day, ["09:00-12:30", "13:15-17:30"]]));
  return {
    timezone,
    from: Date.parse(`${month.from}T06:00:00Z`),
    days: 31,
    country,
    calendars: {
      office: calendar({ ...office, saturday: ["10:00-14:00"] }),
      night: calendar(Object.fromEntries(everyDay.map((day) => [day, ["22:00-06:00"]]))),
    },
    policies: policies(random),
  };
}

const slack1 = "slack C1";
const slack2 = "slack C2";
const slack3 = "slack C3";
const teams = "teams 19:front@thread.tacv2";
const console = "console console";

const lists = [
  [],
  [{ after: 15, to: "kim@example.com" }],
  [
    { after: 0, to: "una@example.com" },
    { after: 45, to: "max@example.com" },
  ],
  [
    { after: 15, to: "kim@example.com" },
    { after: 45, to: "dan@example.com" },
    { after: 180, to: "max@example.com" },
  ],
];

function policies(random: Dice): readonly Policy[] {
  const pauses = () => kinds.filter((kind) => kind === "resolution" || random.chance(0.6));
  const warnAt = () => random.pick([["50%", "80%"], ["75%"], ["10m"], ["25%", "5m"], ["25%", "50%", "90%"]]);
  const targets = (replies: readonly number[], resolutions: readonly number[]) => ({
    "first-response": random.pick(replies),
    "next-response": random.pick(replies),
    resolution: random.pick(resolutions),
  });
  return [
    {
      name: "vip",
      match: { tag: ["vip"] },
      calendar: null,
      targets: targets([40, 120], [240, 480]),
      warnAt: warnAt(),
      pauses: pauses(),
      warning: [slack1],
      breach: [slack1, teams],
      escalate: random.pick(lists),
      quietHours: [],
    },
    {
      name: "urgent",
      match: { priority: ["urgent", "high"], channel: ["chat", "phone"] },
      calendar: random.pick([null, "office"]),
      targets: targets([20, 120], [480, 960]),
      warnAt: warnAt(),
      pauses: pauses(),
      warning: [slack1],
      breach: [slack1, console],
      escalate: random.pick(lists.slice(1)),
      quietHours: [],
    },
    {
      name: "nightly",
      match: { team: ["technical"] },
      calendar: random.pick(["night", null]),
      targets: { "first-response": random.pick([60, 120]), resolution: 960 },
      warnAt: warnAt(),
      pauses: pauses(),
      warning: random.pick([[slack3], []]),
      breach: random.pick([[slack3], [slack3, slack2], []]),
      escalate: random.pick(lists),
      quietHours: random.pick([["23:00-02:30"], ["22:00-01:30", "12:00-13:00"], ["00:30-07:00"]]),
    },
    {
      name: "standard",
      match: { priority: ["urgent", "high", "normal"] },
      calendar: "office",
      targets: targets([120, 240], [960, 1440]),
      warnAt: warnAt(),
      pauses: pauses(),
      warning: random.pick([[slack2], [], [teams, slack2]]),
      breach: [slack2],
      escalate: random.pick(lists),
      quietHours: random.pick([["12:00-13:00"], ["16:45-09:30"]]),
    },
    {
      name: "unwatched",
      match: { priority: ["low"] },
      calendar: "office",
      targets: targets([480], [1440]),
      warnAt: ["50%"],
      pauses: [],
      warning: [],
      breach: [],
      escalate: [],
      quietHours: [],
    },
  ];
}

const words: Readonly<Record<Kind, string>> = {
  "first-response": "firstResponse",
  "next-response": "nextResponse",
  resolution: "resolution",
};

/** The same as it stands in deskpulse.yaml. */
export function written({ timezone, calendars, country, policies: promised }: MonthDesk): object {
  return {
    timezone,
    calendars: Object.fromEntries(
      Object.entries(calendars).map(([name, { hours, holidays, timezone: zone }]) => [
        name,
        { hours, timezone: zone, ...(country === null ? { holidays } : { holidayCountry: country }) },
      ]),
    ),
    // Many at once are another matter.
    alertLimits: { storm: { alerts: 100_000, within: "10m" }, perHour: 100_000 },
    sla: promised.map(({ name, match, calendar, targets, warnAt, pauses, ...told }) => ({
      name,
      match,
      ...(calendar !== null && { calendar }),
      targets: Object.fromEntries(kinds.map((kind) => [words[kind], minutes(targets[kind])])),
      warnAt,
      pauseWhenSnoozed: pauses.map((kind) => words[kind]),
      notify: { warning: told.warning.map(target), breach: told.breach.map(target) },
      escalate: told.escalate.map(({ after, to }) => ({ after: minutes(after), to })),
      quietHours: told.quietHours,
    })),
  };
}

function minutes(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count}m`;
}

function target(place: Place): object {
  const [platform = "", id] = place.split(" ");
  return platform === "console" ? { console: true } : { [platform]: id };
}
