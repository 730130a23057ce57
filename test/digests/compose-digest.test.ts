import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { plainText } from "../../src/messages/plain-text.ts";
import type { Report, Section } from "../../src/messages/report.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import type { Database } from "../../src/store/tables.ts";
import { testDatabase } from "../support/database.ts";

/** 08:30 on Wednesday 18 March 2026 in Amsterdam: yesterday is Tuesday the 17th. */
const now = new Date("2026-03-18T07:30:00Z");
const config = DeskConfig.parse({
  timezone: "Europe/Amsterdam",
  teams: { billing: { name: "Billing" }, technical: { name: "Technical" } },
  goals: [{ kpi: "first-response-time", atMost: "30m", stat: "median" }],
  digests: [
    {
      id: "morning",
      title: "Good morning",
      cron: "30 8 * * 1-5",
      kpis: ["conversations-opened", "first-response-time", "open-conversations", "csat"],
      table: { by: "agent", kpis: ["messages-sent", "response-time"] },
      charts: [{ kpi: "conversations-opened", by: "day", period: "last 7 days" }],
      targets: [{ console: true }],
    },
  ],
});

let database: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  database = await testDatabase();
  await add(database.db, "default", [
    // Monday: twelve conversations, each answered after 10 minutes.
    ...day("2026-03-16", 12, "chat", 10),
    // Tuesday: chat is slow and has thrice as many; e-mail is as ever.
    ...day("2026-03-17", 30, "chat", 95),
    ...day("2026-03-17", 12, "email", 10),
    ...day("2026-03-16", 12, "email", 10),
    event("agent.updated", "2026-03-01T08:00:00Z", { agent: "17", name: "Ada Lovelace", team: "billing" }),
  ]);
});

afterAll(() => database.close());

describe("a composed digest", () => {
  it("says first what got worse, with samples and where it comes from", async () => {
    const report = await composed("default");
    const [worst] = section(report, "highlights").items;

    expect(worst?.tone).toBe("bad");
    expect(worst?.text).toBe(
      "First response time (median): 1h 35m, was 10m: 850 % slower, worse (42 first replies, 24 before), most for channel chat (1h 35m, was 10m).",
    );
    expect(report.summary).toBe(`Good morning: ${worst?.text}`);
  });

  it("shows every KPI asked for with its value, its change in words, its goal and its sample", async () => {
    const { tiles } = section(await composed("default"), "tiles");

    expect(tiles.map((tile) => [tile.label, tile.value, tile.change?.text])).toEqual([
      ["Conversations opened", "42", "75 % more"],
      ["First response time (median)", "1h 35m", "850 % slower, worse"],
      ["Open conversations", "66", "175 % more, worse"],
      ["CSAT", "no data", "no data"],
    ]);
    expect(tiles[1]?.goal).toEqual({ state: "missed", text: "goal of at most 30m missed" });
    expect(tiles[1]?.sample).toContain("from 42 first replies");
  });

  it("names agents, the busiest first, and marks a significant change in a word", async () => {
    const table = section(await composed("default"), "table");

    expect(table.columns.map((column) => column.label)).toEqual([
      "Agent",
      "Messages sent",
      "Average response time",
    ]);
    expect(table.rows).toEqual([["Ada Lovelace", "42", "1h 11m (worse)"]]);
  });

  it("draws the period before behind and tells in words what the chart shows", async () => {
    const chart = section(await composed("default"), "chart");

    expect(chart.spec.kind === "heat-map" ? [] : chart.spec.series.map((series) => series.role)).toEqual(
      expect.arrayContaining(["current", "previous"]),
    );
    expect(chart.altText).toContain("from 0 to 42, highest at");
  });

  it("names the period, what it is compared with, the scope and the zone", async () => {
    expect(section(await composed("default"), "heading")).toEqual({
      type: "heading",
      text: "Good morning",
      subtitle: "Tuesday 17 March 2026 · compared with Mon 16 Mar · whole desk · Europe/Amsterdam",
    });
  });

  it("is the same to the letter when composed again, and reads as plain text", async () => {
    const first = await composed("default");

    expect(JSON.stringify(await composed("default"))).toBe(JSON.stringify(first));
    expect(plainText(first)).toContain("Good morning");
  });

  it("is not changed by what happens after its moment, but by what arrives late", async () => {
    const before = await composed("default");

    await add(database.db, "default", [
      event("conversation.opened", "2026-03-18T07:30:00Z", { conversation: "after", channel: "chat" }),
    ]);
    expect(await composed("default")).toEqual(before);

    await add(database.db, "default", [
      event("conversation.opened", "2026-03-17T12:00:00Z", { conversation: "late", channel: "chat" }),
    ]);
    const [opened] = section(await composed("default"), "tiles").tiles;
    expect(opened?.value).toBe("43");
  });

  it("is quiet when nothing happened in either period", async () => {
    const { isQuiet, report } = await compose("nobody");

    expect(isQuiet).toBe(true);
    expect(section(report, "footnote").lines).toEqual(["No events have arrived yet."]);
  });

  it("says calmly that nothing is out of the ordinary", async () => {
    await add(
      database.db,
      "calm",
      [...day("2026-03-16", 20, "chat", 10), ...day("2026-03-17", 21, "chat", 10)].filter(
        (each) => each.type !== "conversation.updated",
      ),
    );
    const { report } = await compose("calm", { kpis: ["conversations-opened", "first-response-time"] });

    expect(section(report, "paragraph").text).toBe(
      "Nothing out of the ordinary: what could be compared is about the same as before.",
    );
  });
});

async function compose(accountId: string, changed: Partial<(typeof config.digests)[number]> = {}) {
  const [digest] = config.digests;
  if (!digest) throw new Error("no digest");
  return await composeDigest(database.db, { accountId, digest: { ...digest, ...changed }, config, now });
}

async function composed(accountId: string): Promise<Report> {
  return (await compose(accountId)).report;
}

function section<T extends Section["type"]>(report: Report, type: T): Extract<Section, { type: T }> {
  const found = report.sections.find((candidate) => candidate.type === type);
  if (!found) throw new Error(`the report has no ${type}`);
  return found as Extract<Section, { type: T }>;
}

async function add(db: Kysely<Database>, accountId: string, events: readonly DeskEvent[]): Promise<void> {
  await appendEvents(db, accountId, events, now);
  await projectChanges(db);
}

/** Conversations opened by customers through the morning, each answered by agent 17 after so many minutes. */
function day(date: string, count: number, channel: string, minutes: number): DeskEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const opened = new Date(Date.parse(`${date}T08:00:00Z`) + index * 120_000);
    const conversation = `${date}-${channel}-${index}`;
    const replied = new Date(opened.getTime() + minutes * 60_000);
    return [
      event("conversation.opened", opened.toISOString(), { conversation, channel, team: "billing" }),
      event("message.sent", replied.toISOString(), { conversation, author: { kind: "agent", id: "17" } }),
    ];
  }).flat();
}

let made = 0;

function event(type: string, time: string, data: object): DeskEvent {
  const parsed = parseEvent({ id: `e${made++}`, type, time, data }, { source: "test", now });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.event;
}
