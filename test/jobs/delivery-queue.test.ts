import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeliveryQueue, openDeliveryQueue } from "../../src/jobs/delivery-queue.ts";
import { silentLogger } from "../../src/logger.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let queue: DeliveryQueue;
const worked: string[] = [];
let onWork = async (_id: string) => undefined as undefined;

beforeAll(async () => {
  database = await testDatabase();
  queue = await openDeliveryQueue(database.url, silentLogger);
  await queue.work(async ({ delivery_id }) => {
    worked.push(delivery_id);
    await onWork(delivery_id);
  });
});

afterAll(async () => {
  await database.close();
});

describe("the delivery queue", () => {
  it("works what was put in once, however often it was put in while it stood in line", async () => {
    // In one transaction, lest the first were taken up before the second is put in.
    await database.db.transaction().execute(async (trx) => {
      for (const delivery_id of ["a", "a", "b"])
        await queue.enqueue(trx, [{ account_id: "default", delivery_id }]);
    });

    await expect.poll(() => [...worked].sort(), { timeout: 5_000 }).toEqual(["a", "b"]);
  });

  it("takes part in the transaction that puts in", async () => {
    const undone = database.db.transaction().execute(async (trx) => {
      await queue.enqueue(trx, [{ account_id: "default", delivery_id: "undone" }]);
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    await put("marker");

    await expect.poll(() => worked, { timeout: 5_000 }).toContain("marker");
    expect(worked).not.toContain("undone");
  });

  it("works many without a pause, four at once", async () => {
    const ids = Array.from({ length: 40 }, (_, no) => `many-${no}`);
    const [done, peaks] = [new Set<string>(), [0]];
    let underWay = 0;
    onWork = async (id) => {
      peaks.push(++underWay);
      await delay(10);
      underWay--;
      done.add(id);
    };
    for (const id of ids) await put(id);

    await expect.poll(() => ids.filter((id) => done.has(id)), { timeout: 8_000 }).toEqual(ids);
    expect(Math.max(...peaks)).toBeLessThanOrEqual(4);
  });

  it("works nothing before its time", async () => {
    const early = Date.now();
    await queue.enqueue(
      database.db,
      [{ account_id: "default", delivery_id: "later" }],
      new Date(early + 1_500),
    );

    await expect.poll(() => worked, { timeout: 8_000 }).toContain("later");
    expect(Date.now() - early).toBeGreaterThanOrEqual(1_500);
  });

  it("finishes what is under way when it is stopped, and takes nothing more on", async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const finished: string[] = [];
    onWork = async (id) => {
      begun.resolve();
      await release.promise;
      finished.push(id);
    };
    await put("slow");
    await begun.promise;
    const stopped = queue.stop(5_000);
    await put("too late");
    release.resolve();
    await stopped;

    expect(finished).toEqual(["slow"]);
    expect(worked).not.toContain("too late");
  });
});

async function put(id: string): Promise<void> {
  await queue.enqueue(database.db, [{ account_id: "default", delivery_id: id }]);
}
