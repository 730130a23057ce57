import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import { tick } from "../../src/jobs/tick.ts";
import { plainText } from "../../src/messages/plain-text.ts";
import type { Section } from "../../src/messages/report.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { digestFields, scheduleRoom } from "../support/schedule-room.ts";

/** 08:30 in Amsterdam; yesterday ended at 23:00 UTC on the 17th. */
const due = new Date("2026-03-18T07:30:00Z");
const fields = digestFields({
  title: "Good morning",
  kpis: ["conversations-opened", "csat"],
  table: { by: "channel", kpis: ["conversations-opened"] },
  charts: [{ kpi: "conversations-opened", by: "day", period: "last 7 days" }],
});
const survey = { expectedSilence: "2h", kpis: ["csat"] };

let database: TestDatabase;
let now = due;

beforeAll(async () => {
  database = await testDatabase();
  await add(
    // The help desk's last event is of six hours before the end of yesterday; the survey tool goes on.
    ...conversations("2026-03-16", 12),
    ...conversations("2026-03-17", 12),
    rated("2026-03-17T16:30:00Z", "r1"),
    rated("2026-03-18T07:00:00Z", "r2"),
  );
});
afterAll(() => database.close());

describe("a digest with a source that is behind", () => {
  it("shows what rests on it as not measured, rather than low, and says since when", async () => {
    const { report, isQuiet } = await composed({ helpdesk: { expectedSilence: "2h" } });

    expect(isQuiet).toBe(false);
    expect(section(report, "tiles").tiles).toEqual([
      { label: "Conversations opened", value: "not measured", sample: "waiting for helpdesk" },
      { label: "CSAT", value: "not measured", sample: "waiting for helpdesk" },
    ]);
    expect(report.summary).toBe(
      "Good morning: Nothing has come from helpdesk since 17 Mar 2026, 18:00: what rests on it is not measured.",
    );
    expect(report.sections.map(({ type }) => type)).toEqual(["heading", "paragraph", "tiles", "footnote"]);
    expect(plainText(report)).toContain("not measured");
  });

  it("goes on showing the KPIs that do not rest on it", async () => {
    const { report } = await composed({
      helpdesk: { expectedSilence: "2h", kpis: ["csat"] },
    });

    const [opened, csat] = section(report, "tiles").tiles;
    expect(opened?.value).toBe("12");
    expect(csat?.value).toBe("not measured");
    expect(section(report, "chart").spec.title).toContain("Conversations opened");
    expect(section(report, "table").columns).toHaveLength(2);
  });

  it.each([
    ["no silence is expected of any source", {}],
    ["the silence is within what is expected", { helpdesk: { expectedSilence: "7h" } }],
    ["a source has gone on after the period's end", { survey }],
    ["a source has never sent anything", { elsewhere: { expectedSilence: "1m" } }],
  ])("is as ever while %s", async (_, sources) => {
    expect((await composed(sources)).report).toEqual((await composed({})).report);
  });

  it("does not wait for a source that has been silent for more than a week: it is gone", async () => {
    await add(
      deskEvent("conversation.opened", "archive", "2016-05-01T08:00:00Z", chat("archive"), "servicenow"),
    );

    const sources = { servicenow: { expectedSilence: "30m" } };
    expect(section((await composed(sources)).report, "tiles").tiles[0]?.value).toBe("12");
  });
});

describe("the schedule", () => {
  it("holds a digest back while a source is behind, and sends it once it has caught up", async () => {
    const room = roomOf(digestFields({ ...fields, id: "caught-up" }));
    await at("2026-03-18T07:29:00Z", room);
    await at("2026-03-18T07:30:00Z", room);
    await at("2026-03-18T07:40:00Z", room);
    expect(await states("caught-up")).toEqual(["claimed"]);

    await add(
      deskEvent("conversation.opened", "at-last", "2026-03-17T22:30:00Z", chat("at-last"), "helpdesk"),
    );
    await at("2026-03-18T07:41:00Z", room);

    expect(await states("caught-up")).toEqual(["composed"]);
  });

  it("sends it after its limit all the same", async () => {
    const room = roomOf(
      { ...fields, id: "limit", holdBack: "20m" },
      { helpdesk: { expectedSilence: "10m" } },
    );
    await at("2026-03-18T07:29:00Z", room);
    await at("2026-03-18T07:49:00Z", room);
    expect(await states("limit")).toEqual(["claimed"]);

    await at("2026-03-18T07:50:00Z", room);

    expect(await states("limit")).toEqual(["composed"]);
    const { report } = await database.db
      .selectFrom("deliveries")
      .select("report")
      .where("subject_id", "=", "limit")
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(report)).toContain("Nothing has come from helpdesk since");
  });

  it("waits for half of the grace at most, so that it is still sent", async () => {
    const room = roomOf(
      { ...fields, id: "short", holdBack: "2h", grace: "10m" },
      { helpdesk: { expectedSilence: "10m" } },
    );
    await at("2026-03-18T07:29:00Z", room);
    await at("2026-03-18T07:34:00Z", room);
    expect(await states("short")).toEqual(["claimed"]);

    await at("2026-03-18T07:35:00Z", room);

    expect(await states("short")).toEqual(["composed"]);
  });
});

function composed(sources: object) {
  const config = DeskConfig.parse({ timezone: "Europe/Amsterdam", sources, digests: [fields] });
  const [digest] = config.digests;
  if (!digest) throw new Error("no digest");
  return composeDigest(database.db, { accountId: DEFAULT_ACCOUNT, digest, config, now: due });
}

function roomOf(digest: object, sources: object = { helpdesk: { expectedSilence: "2h" } }) {
  const room = scheduleRoom(database, { clock: { now: () => now }, digests: [digest] });
  const config = DeskConfig.parse({ timezone: "Europe/Amsterdam", sources, digests: [digest] });
  return {
    ...room,
    config,
    compose: (request: Parameters<typeof room.compose>[0]) => composeDigest(room.db, request),
  };
}

async function at(time: string, room: ReturnType<typeof roomOf>): Promise<void> {
  now = new Date(time);
  await tick(room);
}

async function states(digest: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom("digest_occurrences")
    .select("state")
    .where("digest_id", "=", digest)
    .execute();
  return rows.map(({ state }) => state);
}

function section<T extends Section["type"]>(
  { sections }: { readonly sections: readonly Section[] },
  type: T,
): Extract<Section, { type: T }> {
  const found = sections.find((candidate) => candidate.type === type);
  if (!found) throw new Error(`the report has no ${type}`);
  return found as Extract<Section, { type: T }>;
}

async function add(...events: Parameters<typeof appendEvents>[2][number][]): Promise<void> {
  await appendEvents(database.db, DEFAULT_ACCOUNT, events, due);
  await projectChanges(database.db);
}

function conversations(date: string, count: number) {
  return Array.from({ length: count }, (_, no) =>
    deskEvent("conversation.opened", `${date}-${no}`, `${date}T17:00:00Z`, chat(`${date}-${no}`), "helpdesk"),
  );
}

function chat(conversation: string) {
  return { conversation, channel: "chat" };
}

function rated(time: string, id: string) {
  return deskEvent("survey.answered", id, time, { survey: "csat", score: 5 }, "survey");
}
