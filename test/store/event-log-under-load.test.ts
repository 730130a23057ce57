import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { readWatermarks } from "../../src/store/watermarks.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

const arrival = new Date("2026-03-05T00:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function single(query: string, ...values: unknown[]): Promise<unknown> {
  const { rows } = await database.pool.query({ text: query, values, rowMode: "array" });
  return rows[0]?.[0];
}

describe("writers side by side", () => {
  it("store the same events once, in whatever order and batches they arrive", async () => {
    const events = Array.from({ length: 60 }, (_, index) =>
      deskEvent("note.added", `n${index % 40}`, `20${10 + (index % 15)}-0${1 + (index % 9)}-02T00:00:00Z`, {
        conversation: `c${index % 7}`,
        agent: "ada",
      }),
    );
    const order = fc.shuffledSubarray(events, { minLength: events.length });
    let run = 0;

    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 3, maxLength: 5 }), async (writers) => {
        const account = `desk-${run++}`;
        const results = await Promise.all(
          writers.map((batch) => appendEvents(database.db, account, batch, arrival)),
        );

        const accepted = results.reduce((sum, result) => sum + result.accepted, 0);
        const stored = await single(
          "select count(distinct event_id) from events where account_id = $1",
          account,
        );
        const rows = await single("select count(*) from events where account_id = $1", account);
        const [mark] = await readWatermarks(database.db, account);
        expect([accepted, stored, rows, mark?.events]).toEqual([40, 40, 40, 40]);
      }),
      { numRuns: 12 },
    );
  });

  it("make the same missing months at once, as far back as 1970", async () => {
    const months = ["1970-01-01T00:00:00Z", "1999-12-31T23:59:59.999Z", "2026-11-22T10:00:00Z"];
    const writers = Array.from({ length: 8 }, (_, writer) =>
      months.map((time, index) => deskEvent("agent.left", `w${writer}-${index}`, time, { agent: "ada" })),
    );

    await Promise.all(writers.map((batch) => appendEvents(database.db, "months", batch, arrival)));

    expect(await single("select count(*) from events where account_id = 'months'")).toBe(24);
    expect(
      await single(
        "select array_agg(relid::text order by 1) from pg_partition_tree('events') where relid::text ~ '1970|1999|2026'",
      ),
    ).toEqual(["events_1970_01", "events_1999_12", "events_2026_11"]);
  });

  it("leave nothing behind when the transaction around them is undone", async () => {
    const event = deskEvent("agent.left", "gone", "1985-06-01T00:00:00Z", { agent: "ada" });
    const undone = database.db.transaction().execute(async (trx) => {
      await appendEvents(trx, "undone", [event], arrival);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");

    const again = await appendEvents(database.db, "undone", [event], arrival);

    expect(again.accepted).toBe(1);
    expect(await single("select count(*) from changed_subjects where account_id = 'undone'")).toBe(1);
  });

  it("wake whoever listens, once committed, with the account", async () => {
    const listener = await database.pool.connect();
    const woken = new Promise((resolve) => listener.on("notification", resolve));
    await listener.query("listen deskpulse_changed");

    await appendEvents(
      database.db,
      "woken",
      [deskEvent("agent.left", "e", "2026-03-01T00:00:00Z", { agent: "a" })],
      arrival,
    );

    expect(await woken).toMatchObject({ payload: "woken" });
    listener.release(true);
  });
});
