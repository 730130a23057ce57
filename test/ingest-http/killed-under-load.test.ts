import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "../../src/store/api-keys.ts";
import { rebuildFacts } from "../../src/store/fact-rebuild.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { storedFacts } from "../store-projector/stored-facts.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { doorLoad } from "../support/door-load.ts";
import { doorProcess } from "../support/door-process.ts";

/** DOOR_KILLS=20 for the long version. */
const KILLS = Number(process.env["DOOR_KILLS"] ?? 2);

let database: TestDatabase;
let key: string;
beforeAll(async () => {
  database = await testDatabase();
  const wanted = { name: "load", source: null, expiresAt: null, ratePerSecond: null };
  key = (await createApiKey(database.db, "default", wanted, new Date())).text;
});
afterAll(() => database.close());

async function logged(): Promise<string[]> {
  const { rows } = await database.pool.query("select event_id from events order by 1");
  return rows.map((row) => String(row.event_id));
}

async function expectNothingLost(answered: ReadonlySet<string>, sent: ReadonlySet<string>): Promise<void> {
  const ids = await logged();
  const inLog = new Set(ids);
  expect(inLog.size).toBe(ids.length);
  expect([...answered].filter((id) => !inLog.has(id))).toEqual([]);
  expect(ids.filter((id) => !sent.has(id))).toEqual([]);
}

describe("a process killed under load", () => {
  it("has in the log, once, every event it answered for, and the next one folds them all", async () => {
    let door = await doorProcess(database.url);
    const { port, url } = door;
    const load = doorLoad([url], key, "kill");
    for (let kill = 0; kill < KILLS; kill++) {
      await delay(100 + Math.random() * 400);
      await door.kill();
      door = await doorProcess(database.url, port);
    }
    await delay(200);
    await load.stop();
    await door.end();

    expect(load.answered.size).toBeGreaterThan(50);
    expect(load.statuses.get(0)).toBeGreaterThan(0);
    await expectNothingLost(load.answered, load.sent);
    await expectFolded();
  });
});

describe("two processes on one database, both under load", () => {
  it("lose nothing, double nothing, and give the facts that one gives", async () => {
    const doors = await Promise.all([doorProcess(database.url), doorProcess(database.url)]);
    const urls = doors.map(({ url }) => url);
    // Two loads send the same events at the same time, in batches that overlap.
    const loads = [doorLoad(urls, key, "both"), doorLoad(urls, key, "both")];
    await delay(700);
    for (const load of loads) await load.stop();
    for (const door of doors) await door.end();

    const ids = (await logged()).filter((id) => id.startsWith("both"));
    const answered = new Set(loads.flatMap((load) => [...load.answered]));
    expect(loads.flatMap(({ statuses }) => [...statuses.keys()])).toEqual([202, 202]);
    expect(new Set(ids)).toEqual(answered);
    expect(ids.length).toBe(answered.size);
    await expectFolded();
  });
});

/** What was folded while it came in is what a rebuild from the log gives. */
async function expectFolded(): Promise<void> {
  await projectChanges(database.db);
  const facts = await storedFacts(database.db, "default");
  await rebuildFacts(database.db, "default");
  expect(facts["messages"]?.length).toBeGreaterThan(10);
  expect(await storedFacts(database.db, "default")).toEqual(facts);
}
