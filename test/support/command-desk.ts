import type { Answer, Place } from "../../src/commands/command.ts";
import type { Room } from "../../src/commands/room.ts";
import type { Asker } from "../../src/commands/run-command.ts";
import { runCommand } from "../../src/commands/run-command.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { silentLogger } from "../../src/logger.ts";
import type { Section } from "../../src/messages/report.ts";
import { directory } from "../../src/people/directory.ts";
import { findPerson } from "../../src/people/find-in-directory.ts";
import type { Viewer } from "../../src/people/viewer.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import type { TestDatabase } from "./database.ts";
import { deskEvent } from "./desk-events.ts";

/** 15:00 on Wednesday 18 March 2026 in Amsterdam. */
export const commandMoment = new Date("2026-03-18T14:00:00Z");

/** Two teams: Billing of five is large enough to be shown as a group, Technical of three is not. */
export const commandConfig = DeskConfig.parse({
  timezone: "Europe/Amsterdam",
  helpDeskUrl: "https://desk.example.com/conversations/{conversation}",
  teams: { billing: { name: "Billing", leaderboard: true }, technical: { name: "Technical" } },
  people: [
    { email: "ada@example.com", agent: "ada", name: "Ada Lovelace", team: "billing" },
    { email: "bob@example.com", agent: "bob", name: "Bob Ross", team: "billing" },
    { email: "cleo@example.com", agent: "cleo", name: "Cleo Katz", team: "billing" },
    { email: "dan@example.com", agent: "dan", name: "Dan Brown", team: "billing" },
    { email: "kim@example.com", agent: "kim", name: "Kim Jansen", team: "billing", role: "lead" },
    { email: "tom@example.com", agent: "tom", name: "Tom Hall", team: "technical" },
    { email: "una@example.com", agent: "una", name: "Una Stubbs", team: "technical" },
    { email: "vic@example.com", agent: "vic", name: "Vic Vega", team: "technical" },
    { email: "max@example.com", name: "Max Weber", role: "manager" },
  ],
  goals: [{ kpi: "first-response-time", atMost: "15m", stat: "median" }],
  digests: [
    {
      id: "morning",
      title: "Good morning",
      cron: "30 8 * * *",
      kpis: ["conversations-opened", "first-response-time", "csat"],
      targets: [{ slack: "C1" }],
    },
  ],
});

/** A customer asks, an agent answers after so many minutes; what else happens stands in the options. */
export interface Talk {
  readonly agent: string;
  readonly at: string;
  readonly wait: number;
  readonly team?: string;
  readonly channel?: string;
  readonly isClosed?: boolean;
  readonly rating?: number;
}

export interface CommandDesk {
  readonly room: Room;
  /** Adds to the log, all the way to the facts. */
  happened(events: readonly DeskEvent[]): Promise<void>;
  talked(talks: readonly Talk[]): Promise<void>;
  viewer(name: string): Promise<Viewer>;
  asker(name: string, place?: Partial<Place>): Promise<Asker>;
  ask(name: string, line: string, place?: Partial<Place>): Promise<Answer>;
}

export function commandDesk({ db }: TestDatabase, changed: Partial<DeskConfig> = {}): CommandDesk {
  const config: DeskConfig = { ...commandConfig, ...changed };
  const room: Room = { db, accountId: DEFAULT_ACCOUNT, config, logger: silentLogger };
  let talks = 0;

  async function happened(events: readonly DeskEvent[]): Promise<void> {
    await appendEvents(db, DEFAULT_ACCOUNT, events, commandMoment);
    await projectChanges(db);
  }

  async function viewer(name: string): Promise<Viewer> {
    const everybody = await directory(db, DEFAULT_ACCOUNT, config);
    const person = findPerson(everybody, `${name}@example.com`);
    const { role, agentId, teams, email } = person;
    const chat = { platform: "slack", tenant: "T1", id: `U-${name}` } as const;
    const known = {
      timezone: "Europe/Amsterdam",
      locale: "en-US",
      chat,
      directory: everybody,
      refusal: null,
    };
    return { ...known, person, role, agentId, teams, email, name: person.name };
  }

  async function asker(name: string, place: Partial<Place> = {}): Promise<Asker> {
    return {
      viewer: await viewer(name),
      place: { platform: "slack", channel: "D1", kind: "personal", ...place },
      now: commandMoment,
    };
  }

  return {
    room,
    happened,
    viewer,
    asker,
    talked: (all) => happened(all.flatMap((talk) => talkEvents(talk, `t${talks++}`))),
    ask: async (name, line, place) => await runCommand(line, await asker(name, place), room),
  };
}

function talkEvents(talk: Talk, conversation: string): DeskEvent[] {
  const { agent, at, wait, team = "billing", channel = "chat", isClosed = false, rating } = talk;
  const event = (type: DeskEvent["type"], minute: number, data: object) => {
    const time = new Date(Date.parse(at) + minute * 60_000).toISOString();
    return deskEvent(type, `${conversation}-${type}`, time, { conversation, ...data });
  };
  return [
    event("conversation.opened", 0, { channel, team }),
    event("message.received", 0, {}),
    event("message.sent", wait, { author: { kind: "agent", id: agent } }),
    ...(isClosed ? [event("conversation.closed", wait + 5, { agent })] : []),
    ...(rating === undefined
      ? []
      : [event("survey.answered", wait + 6, { survey: "csat", score: rating, agent })]),
  ];
}

/** The only section of a type that an answer has. */
export function sectionOf<T extends Section["type"]>(answer: Answer, type: T): Extract<Section, { type: T }> {
  const found = answer.report.sections.find((section) => section.type === type);
  if (!found) throw new Error(`The answer has no ${type}: ${JSON.stringify(answer.report)}`);
  return found as Extract<Section, { type: T }>;
}

/** `{ "Messages sent": "34" }` */
export function tileValues(answer: Answer): Record<string, string> {
  return Object.fromEntries(sectionOf(answer, "tiles").tiles.map(({ label, value }) => [label, value]));
}

/** Every line that a button, a select or a tile of the answer carries. */
export function linesOf(answer: Answer): string[] {
  return answer.report.sections.flatMap((section) => {
    if (section.type === "tiles") return section.tiles.flatMap(({ command }) => command ?? []);
    if (section.type !== "actions") return [];
    return section.actions.flatMap((action) =>
      action.options ? action.options.map(({ command }) => command) : (action.command ?? []),
    );
  });
}
