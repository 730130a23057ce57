import type { ToldEvent } from "../told-event.ts";
import { agentsTeams, type TeamOf } from "./agents-teams.ts";
import { businessMs, isOpen, type NaiveCalendar } from "./business-hours.ts";
import type { Labels } from "./desk.ts";
import { type Heard, heardInOrder } from "./heard.ts";
import { type Life, lifeOf, type Owner } from "./life.ts";
import { toldConversations } from "./told-conversations.ts";

/** What is promised, and by which clock on the wall; of the policies the first that matches counts. */
export interface NaiveConfig {
  readonly calendars: Readonly<Record<string, NaiveCalendar>>;
  /** The calendar of each team that names one. */
  readonly teams: Readonly<Record<string, string>>;
  readonly policies: readonly NaivePolicy[];
}

export interface NaivePolicy {
  readonly name: string;
  readonly match: Readonly<Record<string, readonly string[]>>;
  readonly calendar: string | null;
  /** In milliseconds, by kind of clock. */
  readonly targets: Readonly<Record<string, number>>;
  readonly pauses: readonly string[];
}

export const noConfig: NaiveConfig = { calendars: {}, teams: {}, policies: [] };

export interface Conversation {
  readonly name: string;
  readonly life: Life;
  readonly told: readonly Heard[];
  lifeUntil(instant: number): Life;
  /** What is credited to whom, at an instant or as last known. */
  labels(owner: Owner, at?: number): Labels;
}

/** Everything that was told, sorted out. */
export interface ToldDesk {
  readonly heard: readonly Heard[];
  readonly conversations: readonly Conversation[];
  /** What names no conversation. */
  readonly outside: readonly Heard[];
  readonly teamOf: TeamOf;
  readonly config: NaiveConfig;
  /** null where no calendar says what business hours are. */
  businessMs(team: string | null, from: number, to: number): number | null;
  isInHours(team: string | null, at: number): boolean | null;
}

export function toldDesk(events: readonly ToldEvent[], config: NaiveConfig): ToldDesk {
  const heard = heardInOrder(events);
  const teamOf = agentsTeams(heard);
  const calendarOf = (team: string | null) =>
    config.calendars[(team === null ? undefined : config.teams[team]) ?? "default"];
  return {
    heard,
    teamOf,
    config,
    conversations: [...toldConversations(heard)].map(([name, told]): Conversation => {
      const life = lifeOf(name, told);
      return {
        name,
        life,
        told,
        lifeUntil: (instant) => lifeOf(name, told, instant),
        labels: (owner, at = Number.POSITIVE_INFINITY) => labelsOf(life, owner, at, teamOf),
      };
    }),
    outside: heard.filter(({ data }) => data.conversation === undefined),
    businessMs(team, from, to) {
      const calendar = calendarOf(team);
      return calendar ? businessMs(calendar, from, to) : null;
    },
    isInHours(team, at) {
      const calendar = calendarOf(team);
      return calendar ? isOpen(calendar, at) : null;
    },
  };
}

function labelsOf(life: Life, { agent, team }: Owner, at: number, teamOf: TeamOf): Labels {
  return {
    channel: [life.channel],
    priority: [life.priority],
    topic: [life.topic],
    product: [life.product],
    segment: [life.segment],
    "initiated-by": [life.initiatedBy],
    status: [statusOf(life)],
    tag: life.tags.size > 0 ? [...life.tags] : [null],
    agent: [agent],
    team: [(agent === null ? null : teamOf(agent, at)) ?? team],
  };
}

function statusOf({ isSnoozed, isResolved, isClosed }: Life): string {
  if (isResolved) return isClosed ? "closed" : "resolved";
  return isSnoozed ? "snoozed" : "open";
}
