import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { JsonView } from "../../src/ingest/json-view.ts";
import { judgeSourceEvents } from "../../src/ingest/judge-source-events.ts";
import { intercom } from "../../src/ingest/sources/intercom.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk } from "../support/metric-desk.ts";
import { fixtureJson, now } from "./told.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** One conversation's notifications in the order they were made; that it was unsnoozed came a second after the snoozing. */
const recorded = [
  "single-created",
  "opened",
  "assigned",
  "replied",
  "noted",
  "snoozed",
  "unsnoozed",
  "closed",
].map((name) => `intercom/webhook-conversation-admin-${name}.json`);

it.each([
  ["in order", (bodies: readonly unknown[]) => bodies],
  ["backwards", (bodies: readonly unknown[]) => bodies.toReversed()],
  ["twice, mixed", (bodies: readonly unknown[]) => [...bodies.slice(4), ...bodies, ...bodies.slice(0, 4)]],
])("a recorded conversation that arrives %s is measured as it went", async (_, arriving) => {
  const desk = metricDesk(database, randomUUID());
  const bodies = await Promise.all(
    [...recorded, "intercom/webhook-conversation-part-tag-created.json"].map(fixtureJson),
  );

  for (const body of arriving(bodies)) {
    const made = intercom.events(new JsonView(body), { now, digest: "" });
    const { events } = judgeSourceEvents(made, intercom.name, now);
    await appendEvents(database.db, desk.accountId, events, now);
    await projectChanges(database.db);
  }

  const ask = async (metric: string) =>
    (await desk.total(metric, { period: ["2020-08-05", "2020-08-05"], filters: { tag: ["sample tag"] } }))
      .value;
  // Andy writes at 13:40:05 and at 13:44:09, snoozes for a second, and closes at 13:49:28.
  expect(await ask("conversations-opened")).toBe(1);
  expect(await ask("messages-sent")).toBe(2);
  expect(await ask("messages-received")).toBe(0);
  expect(await ask("conversations-closed")).toBe(1);
  expect(await ask("resolution-time")).toBe(563);
  expect(await ask("reopened-rate")).toBe(0);
  const closed = await desk.ask("conversations-closed", {
    period: ["2020-08-05", "2020-08-05"],
    by: ["agent"],
  });
  expect(closed.map(({ key, value }) => [key["agent"], value])).toEqual([["3330619", 1]]);
});
