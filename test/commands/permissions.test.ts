import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/commands/command.ts";
import { commandCatalogue } from "../../src/commands/command-catalogue.ts";
import { runCommand, submitForm } from "../../src/commands/run-command.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { readActionState, writeActionState } from "../../src/messages/action-state.ts";
import { type CommandDesk, commandDesk, linesOf, sectionOf } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const folder = new URL("../../src/commands/", import.meta.url);

/** Bob alone sent 77 messages, after 7h 7m each: wherever these stand, Bob's numbers do. */
const BOBS = /\b77\b|7h 7m|25620|Bob/;
/** The messages of all three who answered the phone: fewer than four, of whom Bob makes nearly all. */
const PHONES = /\b79\b/;

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  const { sla, alerts } = DeskConfig.parse({
    sla: [{ name: "standard", targets: { firstResponse: "5m" } }],
    alerts: [{ id: "busy", kpi: "messages-sent", agent: "bob", above: 70, over: "last 24 hours" }],
  });
  desk = commandDesk(database, { sla, alerts });
  const times = (count: number) =>
    Array.from({ length: count }, (_, no) => Date.parse("2026-03-17T08:00:00Z") + no * 60_000);
  const others = ["ada", "cleo", "dan", "kim"].flatMap((agent) =>
    times(24).map((at) => ({ agent, at: new Date(at).toISOString(), wait: 10 })),
  );
  const phones = ["dan", "kim"].map((agent) => ({
    agent,
    at: "2026-03-17T09:00:00Z",
    wait: 427,
    channel: "phone",
  }));
  const bobs = Array.from({ length: 77 }, (_, no) => ({
    agent: "bob",
    at: new Date(Date.parse("2026-03-16T23:00:00Z") + no * 60_000).toISOString(),
    wait: 427,
    channel: "phone",
  }));
  await desk.talked([...others, ...phones, ...bobs]);
});
afterAll(() => database.close());

describe("an agent", () => {
  it("does not get another's numbers by any line, whatever it names", async () => {
    const told: string[] = [];
    for (const line of attempts()) {
      const answer = await desk.ask("ada", line);
      if (tells(line, answer)) told.push(line);
    }

    expect(told).toEqual([]);
  });

  it("does not get another's numbers by any button that is altered to name another", async () => {
    const buttons = new Set<string>();
    for (const line of [
      "mystats",
      "teamstats yesterday",
      "kpi csat messages-sent yesterday",
      "sla",
      "sla backtest standard yesterday",
      "why csat",
      "help",
    ])
      for (const carried of linesOf(await desk.ask("ada", line))) buttons.add(carried);
    for (const carried of linesOf(await desk.ask("max", "digest"))) buttons.add(carried);
    for (const carried of linesOf(await desk.ask("kim", "teamstats yesterday"))) buttons.add(carried);
    const told: string[] = [];
    for (const carried of new Set([...buttons].flatMap(altered))) {
      const line = readActionState(writeActionState(carried) ?? "") ?? "";
      if (tells(line, await desk.ask("ada", line))) told.push(line);
    }

    expect(buttons.size).toBeGreaterThan(50);
    expect(told).toEqual([]);
  });

  it("cannot have them posted by a form", async () => {
    const values = {
      channel: ["C1"],
      title: ["Bob"],
      team: ["billing"],
      kpis: ["messages-sent"],
      rhythm: ["daily"],
      time: ["08:00"],
      table: ["agent"],
    };
    const result = await submitForm("digest subscribe", values, await desk.asker("ada"), desk.room);

    expect(result).toEqual({ errors: { team: "Choose what you may see yourself." } });
  });
});

describe("whoever deskpulse does not know", () => {
  it("sees no number of any command, and reads whom to ask", async () => {
    const asker = await desk.asker("ada");
    const refusal = {
      reason: "deskpulse does not know who you are.",
      ask: [],
      remedy: "deskpulse people link",
    };
    const viewer = {
      ...asker.viewer,
      person: null,
      role: "nobody",
      agentId: null,
      teams: [],
      refusal,
    } as const;
    for (const name of [
      "mystats",
      "teamstats",
      "kpi csat",
      "why csat",
      "sla",
      "sla backtest standard",
      "sla backtest",
      "ack",
      "export mystats",
      "digest show morning",
    ]) {
      const { report, file } = await runCommand(name, { ...asker, viewer }, desk.room);
      expect(JSON.stringify(report), name).toContain("deskpulse does not know who you are.");
      expect(file).toBeUndefined();
    }
  });
});

describe("a lead", () => {
  it("sees the agents of the own team, and no other's", async () => {
    expect(JSON.stringify((await desk.ask("kim", "kpi messages-sent yesterday agent:bob")).report)).toContain(
      "77",
    );
    expect((await desk.ask("kim", "kpi messages-sent agent:tom")).report.summary).toContain(
      "You may not see that",
    );
    expect((await desk.ask("kim", "teamstats technical")).report.summary).toContain("You may not see that");
  });
});

describe("a manager", () => {
  it("who looks at one person leaves a trace that this person can see", async () => {
    await database.db.deleteFrom("look_ups").execute();
    await desk.ask("max", "kpi messages-sent yesterday agent:bob");

    const rows = await database.db.selectFrom("look_ups").select(["agent_id", "by_name", "what"]).execute();
    const what = "messages-sent agent:bob, yesterday";
    expect(rows).toEqual([{ agent_id: "bob", by_name: "Max Weber", what }]);
    const seen = sectionOf(await desk.ask("bob", "mystats"), "footnote").lines;
    expect(seen.join("\n")).toMatch(/Max Weber looked at messages-sent agent:bob, yesterday \(3:00\sPM\)\./);
  });
});

describe("the commands", () => {
  it("come to numbers through the files that ask who may see them, and no other", () => {
    const asking = ["ask-numbers.ts", "ask-leaderboard.ts"];
    const others = readdirSync(folder).filter((file) => !asking.includes(file));
    const direct = others.filter((file) =>
      /queryMetrics|receiptOf\b.*from|metrics\/query-metrics/.test(
        readFileSync(new URL(file, folder), "utf8"),
      ),
    );

    expect(direct).toEqual([]);
  });

  it("are all in the catalogue", async () => {
    const found: string[] = [];
    for (const file of readdirSync(folder)) {
      const text = readFileSync(new URL(file, folder), "utf8");
      const name = /\bname: "([a-z]+)",\n\s+summary: /.exec(text)?.[1];
      if (name) found.push(name);
    }

    expect(found.sort()).toEqual(commandCatalogue.map(({ name }) => name).sort());
  });

  it("fit into the platforms' lists of commands", () => {
    expect(commandCatalogue.length).toBeLessThanOrEqual(12);
    for (const { name, summary } of commandCatalogue) {
      expect(name).toMatch(/^[a-z]+$/);
      expect(summary.length, name).toBeLessThanOrEqual(100);
    }
  });
});

/** Every command with every way to name somebody else, a team, or a split by people. */
function attempts(): string[] {
  const who = [
    "agent:bob",
    'agent:"Bob Ross"',
    "agent:ada,bob",
    "agent:ada agent:bob",
    "by agent",
    "by agent by channel",
  ];
  const narrowed = [
    "team:billing channel:phone",
    "team:billing channel:phone by hour",
    "team:billing by channel",
  ];
  const metrics = ["messages-sent", "response-time median"];
  const ofAlerts = ["ack", "sla backtest busy last 24 hours"];
  const ofNumbers = [...who, ...narrowed].flatMap((words) => [
    ...metrics.flatMap((metric) =>
      ["kpi", "why", "export csv"].map((command) => `${command} ${metric} yesterday ${words}`),
    ),
    ...[
      "mystats",
      "teamstats",
      "export mystats",
      "export teamstats csv",
      "leaderboard",
      "sla",
      "digest show morning",
    ].map((command) => `${command} yesterday ${words}`),
    `sla ${words}`,
    `sla backtest standard yesterday ${words}`,
    `leaderboard response-time ${words}`,
  ]);
  return [...ofNumbers, ...ofAlerts];
}

function altered(line: string): string[] {
  const isOfMe = /agent:(me|ada)/.test(line);
  return [
    line,
    ...(isOfMe ? [line.replace(/agent:(me|ada)/, "agent:bob"), line.replace(/agent:(me|ada)/, "")] : []),
    `${line} agent:bob`,
    ...(line.includes(" by ") ? [line.replace(/ by \S+/, " by agent")] : []),
    line.replace(/team:\S+/, "agent:bob"),
  ];
}

/** The file counts as well: read as text, a workbook's parts are compressed, so CSV is asked for beside it. */
function tells(line: string, { report, file }: Answer): boolean {
  const text = JSON.stringify({
    ...report,
    sections: report.sections.filter(({ type }) => type !== "actions"),
  });
  const shown = /You may not see|did not understand|question back/.test(report.summary) ? "" : text;
  const all = shown + Buffer.from(file?.bytes ?? []).toString("utf8");
  return BOBS.test(all) || (line.includes("messages-sent") && PHONES.test(all));
}
