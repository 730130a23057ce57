import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { rebuildFacts } from "../../src/store/fact-rebuild.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { ann, at, events } from "../facts/timetable.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { storedFacts } from "./stored-facts.ts";

const story = events(
  ["09:00", "conversation.opened"],
  ["09:10", "message.sent", ann],
  ["09:20", "message.received", { conversation: "c2" }],
  ["09:30", "conversation.merged", { conversation: "c2", into: "never-heard-of" }],
  ["09:40", "agent.updated", { name: "Ann" }],
  ["09:50", "message.received", { conversation: undefined }, { id: "a/b" }],
  ["10:00", "contact.created", { cellPhone: true }],
  ["10:00", "subscription.started", { amount: 9, currency: "EUR" }],
  ["10:10", "appointment.reminded", { contact: "eva" }],
  ["10:20", "mention.posted", { conversation: undefined, network: "x" }],
);

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await appendEvents(database.db, "desk", story, at("30 12:00"));
  await projectChanges(database.db);
});
afterAll(() => database.close());

describe("a rebuild", () => {
  it("makes facts right that were wrong, missing, or of nothing in the log", async () => {
    const right = await storedFacts(database.db, "desk");
    await sql`update turns set wait_ms = 1`.execute(database.db);
    await sql`delete from episodes`.execute(database.db);
    await sql`delete from contact_states`.execute(database.db);
    await sql`delete from mentions`.execute(database.db);
    await sql`update subscriptions set amount = 1`.execute(database.db);
    await sql`update appointments set subject = 'appointment/gone'`.execute(database.db);
    await sql`delete from conversation_links`.execute(database.db);
    await sql`insert into closings select account_id, 'conversation/gone', no, 'gone', channel, priority, topic, product,
      segment, customer_id, initiated_by, tags, agent_id, team_id, at from messages where no = 1 limit 1`.execute(
      database.db,
    );
    const progress: number[] = [];

    const rebuilt = await rebuildFacts(database.db, "desk", { onProgress: (_, left) => progress.push(left) });

    expect(rebuilt).toEqual({ subjects: 7, orphans: 2, failed: 0 });
    expect(await storedFacts(database.db, "desk")).toEqual(right);
    expect(progress.at(-1)).toBe(0);
  });

  it("writes nothing where the facts are right", async () => {
    const versions = () =>
      sql`
      select xmin::text, subject from messages union all select xmin::text, subject from contact_states
      union all select xmin::text, subject from subscriptions union all select xmin::text, subject from mentions
      order by subject, xmin`.execute(database.db);
    const { rows: before } = await versions();

    expect(await rebuildFacts(database.db, "desk")).toEqual({ subjects: 7, orphans: 0, failed: 0 });

    expect((await versions()).rows).toEqual(before);
  });
});
