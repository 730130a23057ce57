import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { eraseContact } from "../../src/store/erasure.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { alertDesk, momentOf } from "../support/alert-desk.ts";
import { commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;
const traces = ["marie-curie-1867", "marie@radium.example", "Sklodowska", "polonium"];

/** The tables in which any of the words stands. */
async function found(words: readonly string[]): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname
  `.execute(database.db);
  const names: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(database.db);
    if (rows.some(({ row }) => words.some((word) => row.includes(word)))) names.push(name);
  }
  return names;
}

it("alerts name no customer, in their rows, histories and stored messages, before and after one is forgotten", async () => {
  const desk = await alertDesk(database, {
    sla: [
      {
        name: "standard",
        targets: { firstResponse: "1h" },
        warnAt: ["50%"],
        notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
        escalate: [{ after: "15m", to: "kim@example.com" }],
      },
    ],
  });
  const { accountId } = desk;
  const customer = "marie-curie-1867";
  await desk.at("08:59");
  await desk.happened([
    [at("08:00"), "contact.created", { contact: customer, name: "Sklodowska", cellPhone: true }],
    [at("09:00"), "conversation.opened", { conversation: "c1", channel: "chat", customer, topic: "radium" }],
    [at("09:00"), "message.received", { conversation: "c1", text: "polonium, from marie@radium.example" }],
    [at("09:01"), "conversation.tagged", { conversation: "c1", tags: ["vip"] }],
    [
      at("09:02"),
      "order.placed",
      {
        order: "o1",
        amount: 120,
        currency: "EUR",
        conversation: "c1",
        customer,
        email: "marie@radium.example",
      },
    ],
    [
      at("09:03"),
      "appointment.reminded",
      { appointment: "a1", contact: customer, startsAt: "2026-03-03T10:00:00Z" },
    ],
    [at("09:04"), "appointment.replied", { appointment: "a1", text: "Yes, Sklodowska" }],
  ]);
  for (const time of ["09:31", "10:01", "10:16", "10:17"]) await desk.at(time);
  expect([...desk.slack.shown.values()].join()).toContain("vip");
  const named = await found(traces);
  expect(named).toContain("conversations");
  expect(named.filter((table) => /^(alert|deliveries|kpi_alert)/.test(table))).toEqual([]);

  await eraseContact(database.db, accountId, {
    contact: customer,
    requestedBy: "command by test",
    now: momentOf("10:20"),
  });
  await projectChanges(database.db);

  expect(await found(traces)).toEqual([]);
  // The alert goes on: the customer waits all the same.
  const people = commandDesk(database);
  const [episode] = await database.db.selectFrom("alert_episodes").select("episode_id").execute();
  const max = { ...(await people.asker("max")), now: momentOf("10:21") };
  const { report } = await runCommand(`ack ${episode?.episode_id} 30m`, max, { ...people.room, accountId });
  expect(report.summary).toContain("You are on it");
  await desk.at("10:22");
  expect([...desk.slack.shown.values()].join()).toContain("Max Weber is on it until");
  expect(await found(traces)).toEqual([]);
});
