import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { agentHistories, appointmentHistories, contactHistories } from "../facts/arbitrary-histories.ts";
import { arrivals, stories } from "../facts/arbitrary-stories.ts";
import { ann, at, events } from "../facts/timetable.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { storedFacts } from "./stored-facts.ts";

const arrived = at("30 12:00");
let database: TestDatabase;
let accounts = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function newAccount(): string {
  accounts += 1;
  return `desk-${accounts}`;
}

async function append(account: string, story: readonly DeskEvent[]): Promise<void> {
  await appendEvents(database.db, account, story, arrived);
}

/** The facts of events that all came at once. */
async function factsAtOnce(story: readonly DeskEvent[]) {
  const account = newAccount();
  await append(account, story);
  await projectChanges(database.db);
  return storedFacts(database.db, account);
}

const shortStory = events(
  ["09:00", "conversation.opened", { agent: "ben", team: "billing", customer: "eva", tags: ["vip", 'a,"b'] }],
  ["09:10", "message.sent", { ...ann, media: ["image"] }],
  ["10:00", "conversation.resolved"],
  ["10:05", "conversation.closed", { archived: true }],
  ["10:10", "survey.answered", { survey: "csat", score: 4 }],
  ["08:00", "agent.updated", { name: "Ann", team: "front" }],
  ["12:00", "agent.updated", { team: "back" }],
  ["11:00", "message.received", { conversation: undefined, channel: "sms" }, { id: "alone" }],
);

describe("the projector", () => {
  it("writes the facts of everything in the log", async () => {
    const facts = await factsAtOnce(shortStory);

    expect(facts).toMatchObject({
      conversations: [
        {
          subject: "conversation/c1",
          conversation_id: "c1",
          customer_id: "eva",
          tags: ['a,"b', "vip"],
          agent_id: "ben",
          team_id: "billing",
          status: "closed",
          is_archived: true,
          replies: 1,
          resolution_ms: 3_600_000,
          resolved_at: "2026-03-02T10:00:00+00:00",
        },
      ],
      turns: [{ no: 1, agent_id: "ann", wait_ms: 600_000, ending: "replied", is_first: true }],
      episodes: [{ no: 1, agent_id: "ben", duration_ms: 3_600_000, is_automatic: false }],
      messages: [
        { subject: "conversation/c1", no: 1, images: 1, author: "agent" },
        { subject: "event/desk/alone", no: 1, conversation_id: null, channel: "sms" },
      ],
      ratings: [{ no: 1, survey: "csat", score: 4, is_positive: true, scale_min: 1, scale_max: 5 }],
      closings: [{ no: 1, at: "2026-03-02T10:05:00+00:00" }],
      agents: [{ agent_id: "ann", name: "Ann", is_active: true }],
      agent_teams: [
        { team_id: "front", valid_from: "-infinity", valid_to: "2026-03-02T12:00:00+00:00" },
        { team_id: "back", valid_from: "2026-03-02T12:00:00+00:00", valid_to: "infinity" },
      ],
    });
  });

  it("writes rows of every kind there is, but for clocks where nothing is promised", async () => {
    const alone = { conversation: undefined };
    const span = { from: "2026-03-02T09:00:00Z", to: "2026-03-02T10:00:00Z" };
    const money = { amount: "12.50", currency: "EUR" };
    const facts = await factsAtOnce([
      ...shortStory,
      ...events(
        ["08:30", "agent.presence", { state: "online" }, { id: "k1" }],
        ["08:30", "agent.absent", { hours: 2.5 }, { id: "k2" }],
        ["09:01", "conversation.snoozed", {}, { id: "k3" }],
        ["09:02", "survey.offered", { survey: "csat" }, { id: "k4" }],
        ["09:03", "order.placed", { order: "A-1", email: "eva@example.com", ...money }, { id: "k5" }],
        ["09:04", "conversion.recorded", { kind: "trial" }, { id: "k6" }],
        ["09:05", "payment.requested", { payment: "P-1", ...money }, { id: "k7" }],
        ["09:00", "contact.created", { cellPhone: true }, { id: "k8" }],
        ["09:00", "subscription.started", money, { id: "k9" }],
        ["09:00", "appointment.reminded", { contact: "eva", startsAt: span.to }, { id: "k10" }],
        ["09:00", "mention.posted", { ...alone, network: "x" }, { id: "k11" }],
        ["09:00", "cost.recorded", { ...alone, ...span, ...money, kind: "salaries" }, { id: "k12" }],
        ["09:00", "traffic.counted", { ...alone, ...span, pageViewsWithAgentOnline: 900 }, { id: "k13" }],
        ["09:00", "employee.surveyed", { ...alone, score: 7.5, team: "front" }, { id: "k14" }],
      ),
    ]);

    const empty = Object.keys(facts).filter((table) => facts[table]?.length === 0);
    expect(empty.filter((table) => !table.startsWith("sla_"))).toEqual([]);
    expect(facts).toMatchObject({
      snoozes: [{ from_at: "2026-03-02T09:01:00+00:00", until_at: "2026-03-02T10:00:00+00:00" }],
      orders: [
        {
          order_id: "A-1",
          amount: 12.5,
          currency: "EUR",
          email_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
      payments: [{ payment_id: "P-1", kind: "requested" }],
      contact_states: [{ subject: "contact/eva", contact_id: "eva", has_cell_phone: true, valid_to: null }],
      subscription_changes: [{ subject: "contact/eva", customer_id: "eva", kind: "new", amount: 12.5 }],
      appointments: [
        { subject: "appointment/a1", contact_id: "eva", starts_at: "2026-03-02T10:00:00+00:00" },
      ],
      reminders: [{ appointment_id: "a1", is_answered: false, status: "unconfirmed" }],
      mentions: [{ subject: "event/desk/k11", network: "x" }],
      costs: [{ from_at: "2026-03-02T09:00:00+00:00", kind: "salaries", team_id: null }],
      traffic: [{ page_views_with_agent_online: 900, page_views: null }],
      employee_answers: [{ score: 7.5, team_id: "front", agent_id: null }],
      presences: [{ subject: "agent/ann", agent_id: "ann", state: "online" }],
      employments: [{ agent_id: "ann", valid_from: "2026-03-02T08:00:00+00:00" }],
      absences: [{ hours: 2.5, planned_hours: null }],
    });
  });

  it("gives the same facts in any order of arrival, with any repeats, in any batches", async () => {
    const histories = fc.oneof(
      { arbitrary: stories, weight: 3 },
      contactHistories,
      appointmentHistories,
      agentHistories,
    );
    const batched = histories
      .chain((story) => fc.tuple(fc.constant(story), arrivals(story)))
      .chain(([story, arrival]) =>
        fc.tuple(
          fc.constant(story),
          fc.constant(arrival),
          fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 4 }),
        ),
      );

    await fc.assert(
      fc.asyncProperty(batched, async ([story, arrival, sizes]) => {
        const account = newAccount();
        let from = 0;
        for (const size of sizes) {
          await append(account, arrival.slice(from, from + size));
          await projectChanges(database.db, { limit: 1 + (size % 3) });
          from += size;
        }
        await append(account, arrival.slice(from));
        await projectChanges(database.db);

        expect(await storedFacts(database.db, account)).toEqual(await factsAtOnce(story));
      }),
      { numRuns: 25 },
    );
  });

  it("writes nothing when the same events come again", async () => {
    const account = newAccount();
    await append(account, shortStory);
    await projectChanges(database.db);
    await append(account, shortStory);

    expect(await projectChanges(database.db)).toBe(0);
  });

  it("does not touch the rows that a new event leaves as they are", async () => {
    const account = newAccount();
    await append(account, shortStory);
    await projectChanges(database.db);
    const versions = () =>
      sql`select xmin::text, no from messages where account_id = ${account} order by subject, no`.execute(
        database.db,
      );
    const { rows: before } = await versions();

    await append(account, events(["11:30", "note.added", { agent: "ann" }, { id: "later" }]));
    await projectChanges(database.db);

    const { rows: after } = await versions();
    expect(after).toHaveLength(3);
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it("tells how far it is", async () => {
    const account = newAccount();
    await append(
      account,
      events(
        ["09:00", "conversation.opened", { conversation: "a" }],
        ["09:00", "conversation.opened", { conversation: "b" }],
        ["09:00", "conversation.opened", { conversation: "c" }],
      ),
    );
    const progress: number[][] = [];

    const folded = await projectChanges(database.db, {
      limit: 2,
      onProgress: (done, left) => progress.push([done, left]),
    });

    expect(folded).toBe(3);
    expect(progress).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });
});

describe("a transaction that dies in the middle", () => {
  it("loses nothing: the next call makes the facts", async () => {
    const account = newAccount();
    await append(account, shortStory);
    await sql`
      create function die() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`.execute(database.db);
    await sql`create trigger die after insert on turns execute function die()`.execute(database.db);

    await expect(projectChanges(database.db)).rejects.toThrow();
    expect(Object.values(await storedFacts(database.db, account)).flat()).toEqual([]);

    await sql`drop function die cascade`.execute(database.db);
    await projectChanges(database.db);
    expect(await storedFacts(database.db, account)).toEqual(await factsAtOnce(shortStory));
  });
});

describe("a subject whose facts cannot be made", () => {
  async function pending(account: string) {
    return database.db
      .selectFrom("changed_subjects")
      .select("subject_id")
      .where("account_id", "=", account)
      .execute();
  }

  it("stops no other, and stays for later, when its events cannot be folded", async () => {
    const account = newAccount();
    await append(
      account,
      events(
        ["09:00", "conversation.opened", { conversation: "bad" }],
        ["09:01", "conversation.untagged", { conversation: "bad", tags: ["a"] }],
        ["09:02", "conversation.opened", { conversation: "good" }],
      ),
    );
    await sql`update events set data = '{}' where type = 'conversation.untagged' and account_id = ${account}`.execute(
      database.db,
    );
    const logged: object[] = [];
    const log = (fields: object) => void logged.push(fields);
    const logger = { debug: log, info: log, warn: log, error: log };

    expect(await projectChanges(database.db, { logger })).toBe(1);

    const { conversations } = await storedFacts(database.db, account);
    expect(conversations).toMatchObject([{ conversation_id: "good" }]);
    expect(await pending(account)).toEqual([{ subject_id: "bad" }]);
    expect(logged).toMatchObject([{ subjects: ["conversation/bad"] }]);
    await sql`update events set data = '{"tags": ["a"]}' where type = 'conversation.untagged' and account_id = ${account}`.execute(
      database.db,
    );
    expect(await projectChanges(database.db)).toBe(1);
    expect(await pending(account)).toEqual([]);
  });

  it("stops no other when the database refuses its facts", async () => {
    const account = newAccount();
    await append(
      account,
      events(
        ["09:00", "conversation.opened", { conversation: "bad" }],
        ["09:01", "handling.logged", { conversation: "bad", agent: "ann", seconds: 1 }],
        ["09:02", "conversation.opened", { conversation: "good" }],
      ),
    );
    await sql`update events set data = '{"seconds": 1e300}' where type = 'handling.logged' and account_id = ${account}`.execute(
      database.db,
    );

    expect(await projectChanges(database.db)).toBe(1);

    const { conversations } = await storedFacts(database.db, account);
    expect(conversations).toMatchObject([{ conversation_id: "good" }]);
    expect(await pending(account)).toEqual([{ subject_id: "bad" }]);
    await sql`delete from changed_subjects where account_id = ${account}`.execute(database.db);
  });
});
