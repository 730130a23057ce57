import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "../../src/store/api-keys.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type DoorLoad, doorLoad } from "../support/door-load.ts";
import { type DoorProcess, doorProcess } from "../support/door-process.ts";
import { noteEvent, postEvents } from "../support/event-door.ts";
import { type SeverableDatabase, severableDatabase } from "../support/severed-database.ts";
import { until } from "../support/store-process.ts";

/** DOOR_AWAY_SECONDS=20 for the long version. */
const AWAY_MS = 1000 * Number(process.env["DOOR_AWAY_SECONDS"] ?? 0.7);

let database: TestDatabase;
let severable: SeverableDatabase;
let door: DoorProcess;
let key: string;
beforeAll(async () => {
  database = await testDatabase();
  severable = await severableDatabase(database.url);
  door = await doorProcess(severable.url);
  const wanted = { name: "load", source: null, expiresAt: null, ratePerSecond: null };
  key = (await createApiKey(database.db, "default", wanted, new Date())).text;
});
afterAll(async () => {
  await door.end();
  await severable.close();
  await database.close();
});

async function missing({ answered }: DoorLoad): Promise<string[]> {
  const { rows } = await database.pool.query("select event_id from events");
  const ids = new Set(rows.map((row) => String(row.event_id)));
  expect(ids.size).toBe(rows.length);
  return [...answered].filter((id) => !ids.has(id));
}

describe("while Postgres is away", () => {
  it("senders are told to come back, the process stays up, and takes events again when it is back", async () => {
    const load = doorLoad([door.url], key, "cut");
    await until(() => load.answered.size > 50);
    await severable.cut();
    await delay(AWAY_MS);
    const whileAway = load.answered.size;
    const answer = await postEvents(door.url, key, noteEvent("away"));
    await severable.restore();
    await until(() => load.answered.size > whileAway + 50);
    await load.stop();

    expect(answer).toMatchObject({
      status: 503,
      body: { error: expect.stringContaining("send the same again") },
    });
    expect(answer.headers.get("retry-after")).toBe("5");
    expect([...load.statuses.keys()].sort()).toEqual([202, 503]);
    expect([...load.retryAfter]).not.toContain(null);
    expect(await missing(load)).toEqual([]);
    expect(await postEvents(door.url, key, noteEvent("away"))).toMatchObject({ status: 202 });
  });

  it("and says nothing, senders are not kept waiting", async () => {
    const load = doorLoad([door.url], key, "frozen");
    await until(() => load.answered.size > 50);
    severable.freeze();
    await until(() => load.statuses.has(503));
    await severable.restore();
    const before = load.answered.size;
    await until(() => load.answered.size > before + 50);
    await load.stop();

    expect([...load.statuses.keys()].sort()).toEqual([202, 503]);
    expect(await missing(load)).toEqual([]);
  });
});
