import { readdirSync } from "node:fs";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { migrate } from "../../src/store/migrate.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { ann, at, events } from "../facts/timetable.ts";
import { storedFacts } from "../store-projector/stored-facts.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const folder = new URL("../../migrations/", import.meta.url);
const before = "2026-11-21-003-retention-and-erasure";

const story = events(
  ["09:00", "message.received", { customer: "eva" }],
  ["09:10", "message.sent", ann],
  ["09:20", "order.placed", { order: "A-1", amount: "99.90", currency: "EUR" }],
  ["09:30", "contact.created", { cellPhone: true }],
  ["09:40", "subscription.started", { amount: 9, currency: "EUR" }],
  ["09:50", "appointment.reminded"],
  ["10:00", "agent.presence", { state: "online" }],
  ["10:10", "mention.posted", { conversation: undefined, network: "x" }],
);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("a database of the version before every KPI has the facts of its log once it is upgraded", async () => {
  const { db } = database;
  await appendEvents(db, "desk", story, at("30 12:00"));
  await projectChanges(db);
  const right = await storedFacts(db, "desk");
  await database.pool.query("drop schema public cascade; create schema public");
  const { error } = await new Migrator({ db, provider: { getMigrations: everyMigration } }).migrateTo(before);
  expect(error).toBeUndefined();
  await appendEvents(db, "desk", story, at("30 12:00"));
  // What that version knew of the conversation.
  await sql`delete from changed_subjects`.execute(db);
  await sql`
    insert into messages (account_id, subject, no, conversation_id, at, direction, author, images, videos, audios, files)
    values ('desk', 'conversation/c1', 1, 'c1', ${at("09:00")}, 'received', 'customer', 0, 0, 0, 0)
  `.execute(db);

  expect((await migrate(db))[0]).toBe("2026-11-22-001-every-kpi");
  await projectChanges(db);

  expect(await storedFacts(db, "desk")).toEqual(right);
  expect(right).toMatchObject({
    messages: [{ is_answered: true }, {}],
    orders: [{ customer_id: "eva", agent_id: "ann", amount: 99.9 }],
    contact_states: [{ has_cell_phone: true }],
    subscriptions: [{}],
    reminders: [{}],
    presences: [{}],
    mentions: [{}],
  });
});

async function everyMigration(): Promise<Record<string, Migration>> {
  const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    return [name, await import(new URL(`${name}.ts`, folder).href)];
  });
  return Object.fromEntries(await Promise.all(entries));
}
