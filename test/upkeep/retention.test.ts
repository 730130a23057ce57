import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { rebuildFacts } from "../../src/store/fact-rebuild.ts";
import { withFactsAsOf } from "../../src/store/facts-as-of.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { dropOldEvents } from "../../src/store/retention.ts";
import { storedFacts } from "../store-projector/stored-facts.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

const desk = "desk";
const now = new Date("2026-11-21T12:00:00Z");
/** January to March are old. */
const cutoff = new Date("2026-04-10T12:00:00Z");

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await add(
    // Over in January, rated.
    opened("old", "2026-01-05T09:00:00Z"),
    replied("old", "2026-01-05T09:10:00Z"),
    deskEvent("survey.answered", "old-rated", "2026-01-06T09:00:00Z", {
      survey: "csat",
      score: 5,
      conversation: "old",
    }),
    // Begun in January, and still going on in May.
    opened("long", "2026-01-31T23:50:00Z"),
    replied("long", "2026-05-02T09:00:00Z"),
    // Merged in February into one that is answered in June.
    opened("merged", "2026-02-02T09:00:00Z"),
    deskEvent("conversation.merged", "merge", "2026-02-03T09:00:00Z", {
      conversation: "merged",
      into: "into",
    }),
    opened("into", "2026-02-01T09:00:00Z"),
    replied("into", "2026-06-01T09:00:00Z"),
    // Who somebody is was said once, long ago.
    deskEvent("agent.updated", "ann", "2026-01-01T09:00:00Z", { agent: "ann", name: "Ann", team: "billing" }),
    deskEvent("contact.created", "bob", "2026-01-01T09:00:00Z", { contact: "bob", cellPhone: true }),
    // Stands alone.
    deskEvent("survey.answered", "alone", "2026-03-06T09:00:00Z", { survey: "nps", score: 9 }),
    deskEvent("subscription.started", "bob-pays", "2026-01-02T09:00:00Z", {
      customer: "bob",
      amount: 9,
      currency: "EUR",
    }),
    deskEvent("agent.presence", "ann-online", "2026-01-02T09:00:00Z", { agent: "ann", state: "online" }),
    deskEvent("mention.posted", "mention", "2026-03-07T09:00:00Z", { network: "x" }),
    deskEvent("appointment.reminded", "reminded", "2026-03-08T09:00:00Z", {
      appointment: "a1",
      contact: "bob",
    }),
    deskEvent("appointment.replied", "said-yes", "2026-03-09T09:00:00Z", { appointment: "a1", text: "yes" }),
    deskEvent("order.placed", "ordered", "2026-01-05T10:00:00Z", {
      conversation: "old",
      order: "o1",
      amount: 5,
      currency: "EUR",
    }),
    opened("young", "2026-04-01T00:00:00Z"),
  );
});
afterAll(() => database.close());

describe("old months of the log", () => {
  it("wait until their events are folded", async () => {
    const dropped = await dropOldEvents(database.db, cutoff);

    expect(dropped).toEqual({ months: [], subjects: 0, busy: [] });
    await projectChanges(database.db);
  });

  it("go, but for what goes on and for what describes people, and the facts stay", async () => {
    const before = await storedFacts(database.db, desk);

    expect(await dropOldEvents(database.db, cutoff)).toEqual({
      months: ["2026-01", "2026-03"],
      subjects: 4,
      busy: [],
    });

    expect(await log()).toEqual([
      "ann",
      "ann-online",
      "bob",
      "bob-pays",
      "into-opened",
      "into-replied",
      "long-opened",
      "long-replied",
      "merge",
      "merged-opened",
      "young-opened",
    ]);
    expect(await partitions()).not.toContain("events_2026_03");
    expect(await storedFacts(database.db, desk)).toEqual(before);
  });

  it("are dropped once: a second run finds nothing to do", async () => {
    expect((await dropOldEvents(database.db, cutoff)).months).toEqual([]);
  });

  it("do not come back when an event is delivered again", async () => {
    const before = await storedFacts(database.db, desk);

    const again = await add(
      opened("old", "2026-01-05T09:00:00Z"),
      deskEvent("survey.answered", "alone", "2026-03-06T09:00:00Z", { survey: "nps", score: 9 }),
    );
    await projectChanges(database.db);

    expect(again).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(await storedFacts(database.db, desk)).toEqual(before);
  });

  it("leave facts that no rebuild and no later event of the subject can lose", async () => {
    const before = await storedFacts(database.db, desk);

    await add(
      deskEvent("conversation.reopened", "back", "2026-11-20T09:00:00Z", { conversation: "old" }),
      deskEvent("appointment.cancelled", "off", "2026-11-20T09:00:00Z", { appointment: "a1" }),
    );
    await rebuildFacts(database.db, desk);

    expect(await storedFacts(database.db, desk)).toEqual(before);
    expect(before["appointments"]).toMatchObject([{ status: "confirmed" }]);
    expect((await flagged()).sort()).toEqual(["appointment/a1", "conversation/old"]);
    expect(await pending()).toBe(0);
  });

  it("leave facts that a look back at a moment still sees", async () => {
    const asOf = new Date("2026-11-01T00:00:00Z");
    const subjects = await withFactsAsOf(database.db, desk, asOf, (db) =>
      db.selectFrom("conversations").select("subject").orderBy("subject").execute(),
    );

    expect(subjects.map((row) => row.subject)).toContain("conversation/old");
  });

  it("take what arrives late for them, whose facts stay when it goes again", async () => {
    await add(opened("latecomer", "2026-03-10T09:00:00Z"), replied("latecomer", "2026-03-10T09:05:00Z"));
    await projectChanges(database.db);

    expect(await dropOldEvents(database.db, cutoff)).toMatchObject({ months: ["2026-03"], subjects: 1 });

    const facts = await storedFacts(database.db, desk);
    expect(facts["turns"]).toContainEqual(
      expect.objectContaining({ conversation_id: "latecomer", wait_ms: 300_000 }),
    );
  });

  it("are left for the next run while somebody writes to them", async () => {
    await add(opened("another", "2026-02-10T09:00:00Z"));
    await projectChanges(database.db);
    const writer = await database.db.startTransaction().execute();
    await appendEvents(writer, desk, [opened("unfinished", "2026-02-11T09:00:00Z")], now);

    expect(await dropOldEvents(database.db, cutoff)).toMatchObject({ busy: ["2026-02"] });

    await writer.commit().execute();
    expect(await log()).toContain("another-opened");
    await projectChanges(database.db);
    expect(await dropOldEvents(database.db, cutoff)).toMatchObject({ months: ["2026-02"], subjects: 2 });
  });
});

function opened(conversation: string, time: string) {
  return deskEvent("conversation.opened", `${conversation}-opened`, time, { conversation, channel: "chat" });
}

function replied(conversation: string, time: string) {
  return deskEvent("message.sent", `${conversation}-replied`, time, {
    conversation,
    author: { kind: "agent", id: "ann" },
  });
}

function add(...events: Parameters<typeof appendEvents>[2][number][]) {
  return appendEvents(database.db, desk, events, now);
}

async function log(): Promise<string[]> {
  const rows = await database.db.selectFrom("events").select("event_id").orderBy("event_id").execute();
  return rows.map((row) => row.event_id);
}

async function partitions(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events'::regclass
  `.execute(database.db);
  return rows.map((row) => row.name);
}

async function flagged(): Promise<string[]> {
  const rows = await database.db
    .selectFrom("dropped_subjects")
    .select(["subject_kind", "subject_id"])
    .where("changed_at", "is not", null)
    .execute();
  return rows.map((row) => `${row.subject_kind}/${row.subject_id}`);
}

async function pending(): Promise<number> {
  return (await database.db.selectFrom("changed_subjects").select("id").execute()).length;
}
