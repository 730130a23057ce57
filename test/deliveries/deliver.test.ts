import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../src/deliveries/deliver.ts";
import type { DeliveryRoom } from "../../src/deliveries/delivery-room.ts";
import { silentLogger } from "../../src/logger.ts";
import {
  type DeliveryKey,
  dueDeliveries,
  findDelivery,
  planDeliveries,
  reviveDelivery,
} from "../../src/store/delivery-ledger.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { ScriptedSurface } from "../support/scripted-surface.ts";

const start = new Date("2026-03-02T08:30:00Z");
const minute = 60_000;
let database: TestDatabase;
let slack: ScriptedSurface;
let teams: ScriptedSurface;
let now: Date;
let told: string[];
let occurrences = 0;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(async () => {
  await database.close();
});

beforeEach(async () => {
  slack = new ScriptedSurface("slack");
  teams = new ScriptedSurface("teams", { canBeAsked: false });
  now = start;
  told = [];
  await database.db.deleteFrom("target_pacing").execute();
  await database.db.deleteFrom("paused_targets").execute();
});

describe("a delivery", () => {
  it("is sent once and recorded with the platform's name for it", async () => {
    const key = await planned("C1");

    await deliver(room(), key);
    const again = await deliver(room(), key);

    expect(slack.arrivals).toHaveLength(1);
    expect(again).toMatchObject({
      state: "settled",
      delivery: {
        state: "sent",
        attempts: 1,
        sent_at: start,
        message_ref: { target: "C1", messageId: "m1" },
      },
    });
  });

  it("is sent once when many workers take it at the same moment", async () => {
    const key = await planned("C1");

    await Promise.all(Array.from({ length: 6 }, () => deliver(room(), key)));

    expect(slack.arrivals).toHaveLength(1);
  });

  it("whose request certainly was not taken is sent again after a growing wait", async () => {
    const key = await planned("C1");
    slack.posts.push({ throws: unavailable() }, { throws: unavailable() });

    const first = await waitAfter(deliver(room(), key));
    const early = await waitAfter(deliver(room(), key));
    now = new Date(start.getTime() + first);
    const second = await waitAfter(deliver(room(), key));
    now = new Date(now.getTime() + second);
    await deliver(room(), key);

    expect(first).toBeGreaterThanOrEqual(1_000);
    expect(first).toBeLessThanOrEqual(2_000);
    expect(early).toBe(first);
    expect(second).toBeGreaterThanOrEqual(2_000);
    expect(slack.arrivals).toEqual([expect.objectContaining({ mayRepeat: false })]);
  });

  it("waits as long as the platform asks, and so does every other one to the target", async () => {
    const [key, other, elsewhere] = [await planned("C1"), await planned("C1"), await planned("C2")];
    slack.posts.push({ throws: new DeliveryError("retry", "rate limited", { retryAfterMs: 30_000 }) });

    await deliver(room(), key);
    now = new Date(start.getTime() + 2_000);

    expect(await waitAfter(deliver(room(), other))).toBe(28_000);
    await deliver(room(), elsewhere);
    expect(slack.arrivals.map((arrival) => arrival.target)).toEqual(["C2"]);
    now = new Date(start.getTime() + 30_000);
    await deliver(room(), key);
    expect(slack.arrivals.map((arrival) => arrival.target)).toEqual(["C2", "C1"]);
  });

  it("keeps a second's distance to the one before in the same channel", async () => {
    const [key, next, elsewhere] = [await planned("C1"), await planned("C1"), await planned("C2")];

    await deliver(room(), key);
    const wait = await waitAfter(deliver(room(), next));
    await deliver(room(), elsewhere);
    now = new Date(start.getTime() + wait);
    await deliver(room(), next);

    expect(wait).toBe(1_000);
    expect(slack.arrivals.map((arrival) => arrival.target)).toEqual(["C1", "C2", "C1"]);
  });
});

describe("a request without an answer", () => {
  it("is asked for, and not sent again when it had arrived", async () => {
    const key = await planned("C1");
    slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });

    now = new Date(start.getTime() + (await waitAfter(deliver(room(), key))));
    const outcome = await deliver(room(), key);

    expect(now.getTime() - start.getTime()).toBe(10_000);
    expect(slack.arrivals).toHaveLength(1);
    expect(outcome).toMatchObject({
      delivery: { state: "sent", is_unclear: false, message_ref: { messageId: "m1" } },
    });
  });

  it("is sent again, as new, when the platform says that it never arrived", async () => {
    const key = await planned("C1");
    slack.posts.push({ throws: new DeliveryError("unclear", "timed out") });

    now = new Date(start.getTime() + (await waitAfter(deliver(room(), key))));
    const outcome = await deliver(room(), key);

    expect(slack.arrivals).toEqual([expect.objectContaining({ mayRepeat: false })]);
    expect(outcome).toMatchObject({ delivery: { state: "sent", attempts: 2, is_unclear: false } });
  });

  it.each([
    ["cannot be asked", false],
    ["does not permit to ask", true],
  ])("is sent again saying that it may repeat where the platform %s", async (_, canBeAsked) => {
    const surface = canBeAsked ? slack : teams;
    const key = await planned("C1", surface.platform);
    surface.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });
    if (canBeAsked) surface.searches.push("cannot-ask");

    now = new Date(start.getTime() + (await waitAfter(deliver(room(), key))));
    const outcome = await deliver(room(), key);

    expect(surface.arrivals.map((arrival) => arrival.mayRepeat)).toEqual([false, true]);
    expect(outcome).toMatchObject({ delivery: { state: "sent", attempts: 2, is_unclear: true } });
  });

  it("is asked for again when the platform did not answer the question", async () => {
    const key = await planned("C1");
    slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });
    slack.searches.push(unavailable());

    now = new Date(start.getTime() + (await waitAfter(deliver(room(), key))));
    now = new Date(now.getTime() + (await waitAfter(deliver(room(), key))));
    const outcome = await deliver(room(), key);

    expect(slack.arrivals).toHaveLength(1);
    expect(outcome).toMatchObject({ delivery: { state: "sent" } });
  });

  it("of a process that died is given time to arrive, then asked for", async () => {
    const key = await planned("C1");
    await diesWhileSending(key);

    const wait = await waitAfter(deliver(room(), key));
    slack.arrivals.push({ target: "C1", deliveryId: key.delivery_id, mayRepeat: false, summary: "" });
    now = new Date(start.getTime() + wait);
    const outcome = await deliver(room(), key);

    expect(wait).toBe(10_000);
    expect(slack.arrivals).toHaveLength(1);
    expect(outcome).toMatchObject({ delivery: { state: "sent" } });
  });
});

describe("a delivery that cannot be", () => {
  it("is given up at once when the platform refuses it, and the owner is told once", async () => {
    const key = await planned("C1");
    slack.posts.push({ throws: new DeliveryError("refused", "Slack refused the token: invalid_auth") });

    await deliver(room(), key);
    const outcome = await deliver(room(), key);

    expect(outcome).toMatchObject({
      delivery: { state: "failed", error: "Slack refused the token: invalid_auth" },
    });
    expect(told).toEqual(["C1: Slack refused the token: invalid_auth"]);
  });

  it("pauses a target that is gone for good, and only that one", async () => {
    const [key, later, elsewhere] = [await planned("C1"), await planned("C1"), await planned("C2")];
    slack.posts.push({ throws: new DeliveryError("target-gone", "The channel is archived") });

    await deliver(room(), key);
    now = new Date(start.getTime() + minute);
    await deliver(room(), later);
    await deliver(room(), elsewhere);

    expect(await stateOf(key)).toEqual(["failed", "The channel is archived. The target is paused"]);
    expect(await stateOf(later)).toEqual(["skipped", "Paused: The channel is archived"]);
    expect(slack.arrivals.map((arrival) => arrival.target)).toEqual(["C2"]);
    expect(told).toHaveLength(1);
  });

  it("is given up when its time is over, with the last reason", async () => {
    const key = await planned("C1");
    slack.posts.push({ throws: unavailable() });

    await deliver(room(), key);
    now = new Date(start.getTime() + 3 * 60 * minute + 1);
    await deliver(room(), key);

    expect(await stateOf(key)).toEqual([
      "failed",
      "It could not be sent before 2026-03-02T11:30:00.000Z: Slack is down",
    ]);
    expect(slack.arrivals).toEqual([]);
  });

  it("is given up when its time is over, though the platform asked to wait longer", async () => {
    const key = await planned("C1");
    slack.posts.push({
      throws: new DeliveryError("retry", "rate limited", { retryAfterMs: 24 * 60 * minute }),
    });

    now = new Date(start.getTime() + (await waitAfter(deliver(room(), key))));
    await deliver(room(), key);

    expect(now.getTime() - start.getTime()).toBe(3 * 60 * minute + 1);
    expect((await stateOf(key))[0]).toBe("failed");
  });

  it("is recorded as sent even after its time when it turns out to have arrived", async () => {
    const key = await planned("C1");
    slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });

    await deliver(room(), key);
    now = new Date(start.getTime() + 4 * 60 * minute);
    await deliver(room(), key);

    expect(await stateOf(key)).toEqual(["sent", null]);
  });

  it("names the missing credentials", async () => {
    const key = await planned("C1");

    await deliver({ ...room(), surfaces: new Map() }, key);

    expect(await stateOf(key)).toEqual(["failed", "Slack is not set up: set SLACK_BOT_TOKEN"]);
  });

  it("may be revived, and is then sent", async () => {
    const key = await planned("C1");
    slack.posts.push({ throws: new DeliveryError("refused", "Slack refused the token") });

    await deliver(room(), key);
    await reviveDelivery(database.db, key, now, new Date(now.getTime() + minute));
    now = new Date(start.getTime() + 1_000);
    await deliver(room(), key);

    expect(await stateOf(key)).toEqual(["sent", null]);
    expect(slack.arrivals).toHaveLength(1);
  });
});

describe("a lost database session", () => {
  it("does not lose a confirmation that came afterwards", async () => {
    const key = await planned("C1");
    slack.posts.push({ meanwhile: endSessionsHoldingLocks });

    await deliver(room(), key);

    expect(await stateOf(key)).toEqual(["sent", null]);
    expect(slack.arrivals).toHaveLength(1);
  });
});

it("what is put off or settled is not due", async () => {
  const [open, waiting, sent] = [await planned("D1"), await planned("D2"), await planned("D3")];
  slack.posts.push({ throws: unavailable() });

  await deliver(room(), waiting);
  await deliver(room(), sent);
  const due = await dueDeliveries(database.db, DEFAULT_ACCOUNT, now);

  expect(due.map((key) => key.delivery_id)).toContain(open.delivery_id);
  expect(due.map((key) => key.delivery_id)).not.toContain(waiting.delivery_id);
  expect(due.map((key) => key.delivery_id)).not.toContain(sent.delivery_id);
});

function room(): DeliveryRoom {
  return {
    db: database.db,
    surfaces: new Map([
      ["slack", slack],
      ["teams", teams],
    ]),
    clock: { now: () => now },
    logger: silentLogger,
    timing: { settleMs: 10_000, firstRetryMs: 2_000, longestRetryMs: 5 * minute },
    tellOwner: async (delivery, reason) => void told.push(`${delivery.target}: ${reason}`),
  };
}

/** A promise of a digest to the target, due at the start, with three hours' grace. */
async function planned(target: string, platform = "slack"): Promise<DeliveryKey> {
  const [key] = await planDeliveries(
    database.db,
    {
      accountId: DEFAULT_ACCOUNT,
      kind: "digest",
      subjectId: "morning",
      occurrence: `test ${occurrences++}`,
      report: { summary: "Good morning", sections: [] },
      targets: [{ platform, target }],
      dueAt: start,
      expiresAt: new Date(start.getTime() + 3 * 60 * minute),
    },
    start,
  );
  if (!key) throw new Error("Nothing was planned");
  return key;
}

/** How long the attempt is put off, milliseconds from now. */
async function waitAfter(attempt: ReturnType<typeof deliver>): Promise<number> {
  const outcome = await attempt;
  if (outcome.state !== "later") throw new Error(`It was ${outcome.delivery.state}`);
  return outcome.at.getTime() - now.getTime();
}

async function stateOf(key: DeliveryKey): Promise<[string | undefined, string | null | undefined]> {
  const row = await findDelivery(database.db, key);
  return [row?.state, row?.error];
}

/** Leaves the delivery as a process does that is killed with the request under way. */
async function diesWhileSending(key: DeliveryKey): Promise<void> {
  const death = Promise.withResolvers<void>();
  slack.posts.push({ meanwhile: () => death.promise });
  const attempt = deliver(room(), key);
  await expect
    .poll(async () => (await findDelivery(database.db, key))?.state, { interval: 5 })
    .toBe("sending");
  await endSessionsHoldingLocks();
  death.reject(new Error("killed"));
  await expect(attempt).rejects.toThrow();
}

async function endSessionsHoldingLocks(): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
    database.db,
  );
}

function unavailable(): DeliveryError {
  return new DeliveryError("retry", "Slack is down");
}
