import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandCatalogue } from "../../src/commands/command-catalogue.ts";
import { runCommand } from "../../src/commands/run-command.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import { answerCard } from "../../src/surfaces/teams/answer-card.ts";
import { checkCard } from "../../src/surfaces/teams/card-limits.ts";
import { reportToCard } from "../../src/surfaces/teams/report-to-card.ts";
import { type CommandDesk, commandConfig, commandDesk, commandMoment } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const nasty = [
  "<at>everyone</at> <!channel> @channel",
  "*_~<>&| [x](http://evil.example.com) ![y](https://evil.example.com/p.png) `code` # head",
  "👩‍👩‍👧‍👦".repeat(700),
  "אבג דהו \u202eevil\u202c ".repeat(300),
  `"}]}],"msteams":{"entities":[{"type":"mention"}]}`,
  "x".repeat(5_000),
  "1. one\n- two\n\n> three",
];

let database: TestDatabase;
let desk: CommandDesk;

beforeAll(async () => {
  database = await testDatabase();
  const crowd = Array.from({ length: 200 }, (_, no) => ({
    email: `agent${no}@example.com`,
    agent: `agent${no}`,
    name: `${nasty[no % nasty.length]} ${no}`,
    team: "billing",
    role: "agent" as const,
  }));
  desk = commandDesk(database, {
    people: [...commandConfig.people, ...crowd],
    teams: { ...commandConfig.teams, billing: { name: nasty[1] ?? "" } },
    leaderboards: true,
  } as Partial<typeof commandConfig>);
  await desk.talked(
    crowd.flatMap(({ agent }, no) => {
      const channel = nasty[no % nasty.length]?.slice(0, 200) ?? "chat";
      return [{ agent, at: "2026-03-18T09:00:00Z", wait: (no % 50) + 1, channel, isClosed: true, rating: 4 }];
    }),
  );
});
afterAll(() => database.close());

const lines = [
  ...commandCatalogue.flatMap(({ name, examples: [first = name] }) => [name, first]),
  "teamstats today",
  "kpi messages-sent by agent today",
  "kpi messages-sent by channel and agent today",
  "why response-time today",
  ...nasty.flatMap((text) => [text, `kpi csat tag:"${text}"`, `help ${text}`]),
];

describe("a card of a desk of 200 agents with names that are markup, endless, or not to be read", () => {
  it.each(["kim", "agent3"])("is taken by Teams and pings nobody, whatever %s asks", async (name) => {
    const asker = await desk.asker(name, {
      platform: "teams",
      channel: "19:crew@thread.v2",
      kind: "group",
    });
    for (const line of lines) {
      const answer = await runCommand(line, asker, desk.room);
      const { card } = answerCard(answer, {
        publicUrl: () => undefined,
        line,
        place: asker.place,
        conversation: "a:1",
        back: line,
      });

      expect(checkCard(card), line.slice(0, 100)).toEqual([]);
      expect(JSON.stringify(card)).not.toMatch(/"(?:entities|mentioned)":/);
      expect(markup(card), line.slice(0, 100)).toEqual([]);
    }
  });

  it("is taken as a digest", async () => {
    const [digest] = desk.room.config.digests;
    if (!digest) throw new Error("no digest");
    const split = {
      ...digest,
      period: "today",
      table: { by: "agent" as const, kpis: ["messages-sent", "csat"] },
    };
    const { report } = await composeDigest(database.db, {
      accountId: desk.room.accountId,
      digest: split,
      config: desk.room.config,
      now: commandMoment,
    });

    expect(checkCard(reportToCard(report, { publicUrl: () => undefined, hasCommands: true }))).toEqual([]);
  });
});

/** Links and pictures that a text of data would become, those of the help desk apart. */
function markup(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markup);
  if (typeof value !== "object" || value === null) return [];
  const text: unknown = Reflect.get(value, "type") === "TextBlock" ? Reflect.get(value, "text") : "";
  const links = String(text).match(/(?<!\\)\]\((?!https:\/\/desk\.example\.com\/)/g) ?? [];
  return [...links, ...Object.values(value).flatMap(markup)];
}
