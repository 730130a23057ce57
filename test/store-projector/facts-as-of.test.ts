import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { withFactsAsOf } from "../../src/store/facts-as-of.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { agentHistories, appointmentHistories, contactHistories } from "../facts/arbitrary-histories.ts";
import { stories } from "../facts/arbitrary-stories.ts";
import { ann, at, events } from "../facts/timetable.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { storedFacts } from "./stored-facts.ts";

let database: TestDatabase;
let accounts = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** An account with these events, whose facts may lag behind. */
async function deskWith(story: readonly DeskEvent[]): Promise<string> {
  accounts += 1;
  const account = `desk-${accounts}`;
  await appendEvents(database.db, account, story, at("30 12:00"));
  return account;
}

function factsAsOf(account: string, asOf: Date) {
  return withFactsAsOf(database.db, account, asOf, (db) => storedFacts(db, account));
}

/** What a desk would know that only ever heard of the events before a moment. */
async function factsOfThoseBefore(story: readonly DeskEvent[], asOf: Date) {
  const account = await deskWith(story.filter((event) => event.at < asOf));
  await projectChanges(database.db);
  return storedFacts(database.db, account);
}

const story = events(
  ["09:00", "conversation.opened", { agent: "ann" }],
  ["09:10", "message.sent", ann],
  ["10:00", "conversation.resolved"],
  ["09:00", "conversation.opened", { conversation: "untouched" }],
  ["11:00", "conversation.reopened"],
  ["12:00", "conversation.discarded", { reason: "spam" }],
  ["13:00", "conversation.opened", { conversation: "later" }],
  ["08:00", "agent.updated", { team: "front" }],
  ["11:00", "agent.updated", { team: "back" }],
  ["09:30", "message.received", { conversation: undefined }, { id: "early" }],
  ["11:30", "message.received", { conversation: undefined }, { id: "late" }],
);

describe("facts as of a moment", () => {
  it("are those of a desk that knows only the events before it", async () => {
    const facts = await factsAsOf(await deskWith(story), at("10:30"));

    expect(facts).toMatchObject({
      conversations: [
        { conversation_id: "c1", status: "resolved" },
        { conversation_id: "untouched", status: "open" },
      ],
      messages: [{ subject: "conversation/c1" }, { subject: "event/desk/early" }],
      agent_teams: [{ team_id: "front", valid_to: "infinity" }],
    });
    expect(facts).toEqual(await factsOfThoseBefore(story, at("10:30")));
  });

  it("are so for any story at any moment", async () => {
    const moments = fc
      .integer({ min: 0, max: 42 })
      .map((minute) => at(`10:${String(minute).padStart(2, "0")}`));

    await fc.assert(
      fc.asyncProperty(stories, moments, async (any, asOf) => {
        expect(await factsAsOf(await deskWith(any), asOf)).toEqual(await factsOfThoseBefore(any, asOf));
      }),
      { numRuns: 25 },
    );
  });

  it("are so for any history of a contact, an appointment or an agent", async () => {
    const histories = fc.oneof(contactHistories, appointmentHistories, agentHistories);
    const moments = fc.integer({ min: 10, max: 23 }).map((hour) => at(`${hour}:00`));

    await fc.assert(
      fc.asyncProperty(histories, moments, async (any, asOf) => {
        expect(await factsAsOf(await deskWith(any), asOf)).toEqual(await factsOfThoseBefore(any, asOf));
      }),
      { numRuns: 12 },
    );
  });

  it("leave out what happens at the moment itself", async () => {
    const { conversations } = await factsAsOf(await deskWith(story), at("10:00"));

    expect(conversations).toMatchObject([{ status: "open" }, {}]);
  });

  it("are the stored ones where nothing has happened since", async () => {
    const account = await deskWith(story);
    await projectChanges(database.db);

    expect(await factsAsOf(account, at("14:00"))).toEqual(await storedFacts(database.db, account));
  });

  it("are the same twice, until an event arrives late", async () => {
    const account = await deskWith(story);
    const first = await factsAsOf(account, at("10:30"));
    await appendEvents(
      database.db,
      account,
      events(["10:40", "note.added", { agent: "ann" }, { id: "n1" }]),
      at("30 13:00"),
    );
    const second = await factsAsOf(account, at("10:30"));
    await appendEvents(
      database.db,
      account,
      events(["09:50", "note.added", { agent: "ann" }, { id: "n2" }]),
      at("30 14:00"),
    );
    const third = await factsAsOf(account, at("10:30"));

    expect(second).toEqual(first);
    expect(third["messages"]).toHaveLength(3);
  });

  it("hold what arrived while another projector has not come to it", async () => {
    const account = await deskWith(story);
    const other = await database.db.startTransaction().execute();
    await sql`select from changed_subjects where account_id = ${account} for update`.execute(other);

    const facts = await factsAsOf(account, at("10:30"));

    await other.rollback().execute();
    expect(facts).toEqual(await factsOfThoseBefore(story, at("10:30")));
  });

  it("are one snapshot: what arrives meanwhile is not seen", async () => {
    const account = await deskWith(story);

    const [before, after] = await withFactsAsOf(database.db, account, at("14:00"), async (db) => {
      const seen = await storedFacts(db, account);
      await appendEvents(
        database.db,
        account,
        events(["09:20", "message.sent", ann, { id: "m2" }]),
        at("30 13:00"),
      );
      await projectChanges(database.db);
      return [seen, await storedFacts(db, account)];
    });

    expect(after).toEqual(before);
  });

  it("leave nothing behind, not even when the work fails", async () => {
    const account = await deskWith(story);
    await projectChanges(database.db);
    const stored = await storedFacts(database.db, account);
    const failing = withFactsAsOf(database.db, account, at("10:30"), () => Promise.reject(new Error("no")));

    await expect(failing).rejects.toThrow("no");
    await factsAsOf(account, at("10:30"));

    const { rows } = await sql`select relname from pg_class where relpersistence = 't'`.execute(database.db);
    expect(rows).toEqual([]);
    expect(await storedFacts(database.db, account)).toEqual(stored);
  });

  it("do not change for another desk in the same database", async () => {
    const [mine, other] = [await deskWith(story), await deskWith(story)];
    await projectChanges(database.db);

    const seen = await withFactsAsOf(database.db, mine, at("10:30"), (db) => storedFacts(db, other));

    expect(seen).toEqual(await storedFacts(database.db, other));
  });

  it("can only be read", async () => {
    const account = await deskWith(story);
    const writing = withFactsAsOf(database.db, account, at("10:30"), (db) =>
      db.deleteFrom("changed_subjects").execute(),
    );

    await expect(writing).rejects.toThrow("read-only");
  });
});
