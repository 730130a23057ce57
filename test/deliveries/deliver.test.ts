import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../src/deliveries/deliver.ts";
import { dueDeliveries, reviveDelivery } from "../../src/store/delivery-ledger.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import {
  type DeliveryDesk,
  deliveryDesk,
  deliveryStart as start,
  unavailable,
} from "../support/delivery-desk.ts";

const minute = 60_000;
let desk: DeliveryDesk;

beforeAll(async () => {
  desk = await deliveryDesk();
});

afterAll(async () => {
  await desk.close();
});

beforeEach(async () => {
  await desk.reset();
});

describe("a delivery", () => {
  it("is sent once and recorded with the platform's name for it", async () => {
    const key = await desk.plan("C1");

    await deliver(desk.room(), key);
    const again = await deliver(desk.room(), key);

    expect(desk.slack.arrivals).toHaveLength(1);
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
    const key = await desk.plan("C1");

    await Promise.all(Array.from({ length: 6 }, () => deliver(desk.room(), key)));

    expect(desk.slack.arrivals).toHaveLength(1);
  });

  it("whose request certainly was not taken is sent again after a growing wait", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ throws: unavailable() }, { throws: unavailable() });

    const first = await desk.waitAfter(deliver(desk.room(), key));
    const early = await desk.waitAfter(deliver(desk.room(), key));
    desk.now = new Date(start.getTime() + first);
    const second = await desk.waitAfter(deliver(desk.room(), key));
    desk.now = new Date(desk.now.getTime() + second);
    await deliver(desk.room(), key);

    expect(first).toBeGreaterThanOrEqual(1_000);
    expect(first).toBeLessThanOrEqual(2_000);
    expect(early).toBe(first);
    expect(second).toBeGreaterThanOrEqual(2_000);
    expect(desk.slack.arrivals).toEqual([expect.objectContaining({ mayRepeat: false })]);
  });

  it("waits as long as the platform asks, and so does every other one to the target", async () => {
    const [key, other, elsewhere] = [await desk.plan("C1"), await desk.plan("C1"), await desk.plan("C2")];
    desk.slack.posts.push({ throws: new DeliveryError("retry", "rate limited", { retryAfterMs: 30_000 }) });

    await deliver(desk.room(), key);
    desk.now = new Date(start.getTime() + 2_000);

    expect(await desk.waitAfter(deliver(desk.room(), other))).toBe(28_000);
    await deliver(desk.room(), elsewhere);
    expect(desk.slack.arrivals.map((arrival) => arrival.target)).toEqual(["C2"]);
    desk.now = new Date(start.getTime() + 30_000);
    await deliver(desk.room(), key);
    expect(desk.slack.arrivals.map((arrival) => arrival.target)).toEqual(["C2", "C1"]);
  });

  it("keeps a second's distance to the one before in the same channel", async () => {
    const [key, next, elsewhere] = [await desk.plan("C1"), await desk.plan("C1"), await desk.plan("C2")];

    await deliver(desk.room(), key);
    const wait = await desk.waitAfter(deliver(desk.room(), next));
    await deliver(desk.room(), elsewhere);
    desk.now = new Date(start.getTime() + wait);
    await deliver(desk.room(), next);

    expect(wait).toBe(1_000);
    expect(desk.slack.arrivals.map((arrival) => arrival.target)).toEqual(["C1", "C2", "C1"]);
  });
});

describe("a delivery that cannot be", () => {
  it("is given up at once when the platform refuses it, and the owner is told once", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ throws: new DeliveryError("refused", "Slack refused the token: invalid_auth") });

    await deliver(desk.room(), key);
    const outcome = await deliver(desk.room(), key);

    expect(outcome).toMatchObject({
      delivery: { state: "failed", error: "Slack refused the token: invalid_auth" },
    });
    expect(desk.told).toEqual(["C1: Slack refused the token: invalid_auth"]);
  });

  it("pauses a target that is gone for good, and only that one", async () => {
    const [key, later, elsewhere] = [await desk.plan("C1"), await desk.plan("C1"), await desk.plan("C2")];
    desk.slack.posts.push({ throws: new DeliveryError("target-gone", "The channel is archived") });

    await deliver(desk.room(), key);
    desk.now = new Date(start.getTime() + minute);
    await deliver(desk.room(), later);
    await deliver(desk.room(), elsewhere);

    expect(await desk.stateOf(key)).toEqual(["failed", "The channel is archived. The target is paused"]);
    expect(await desk.stateOf(later)).toEqual(["skipped", "Paused: The channel is archived"]);
    expect(desk.slack.arrivals.map((arrival) => arrival.target)).toEqual(["C2"]);
    expect(desk.told).toHaveLength(1);
  });

  it("is given up when its time is over, with the last reason", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ throws: unavailable() });

    await deliver(desk.room(), key);
    desk.now = new Date(start.getTime() + 3 * 60 * minute + 1);
    await deliver(desk.room(), key);

    expect(await desk.stateOf(key)).toEqual([
      "failed",
      "It could not be sent before 2026-03-02T11:30:00.000Z: Slack is down",
    ]);
    expect(desk.slack.arrivals).toEqual([]);
  });

  it("is given up when its time is over, though the platform asked to wait longer", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({
      throws: new DeliveryError("retry", "rate limited", { retryAfterMs: 24 * 60 * minute }),
    });

    desk.now = new Date(start.getTime() + (await desk.waitAfter(deliver(desk.room(), key))));
    await deliver(desk.room(), key);

    expect(desk.now.getTime() - start.getTime()).toBe(3 * 60 * minute + 1);
    expect((await desk.stateOf(key))[0]).toBe("failed");
  });

  it("is recorded as sent even after its time when it turns out to have arrived", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });

    await deliver(desk.room(), key);
    desk.now = new Date(start.getTime() + 4 * 60 * minute);
    await deliver(desk.room(), key);

    expect(await desk.stateOf(key)).toEqual(["sent", null]);
  });

  it("names the missing credentials", async () => {
    const key = await desk.plan("C1");

    await deliver({ ...desk.room(), surfaces: new Map() }, key);

    expect(await desk.stateOf(key)).toEqual(["failed", "Slack is not set up: set SLACK_BOT_TOKEN"]);
  });

  it("may be revived, and is then sent", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ throws: new DeliveryError("refused", "Slack refused the token") });

    await deliver(desk.room(), key);
    await reviveDelivery(desk.db, key, desk.now, new Date(desk.now.getTime() + minute));
    desk.now = new Date(start.getTime() + 1_000);
    await deliver(desk.room(), key);

    expect(await desk.stateOf(key)).toEqual(["sent", null]);
    expect(desk.slack.arrivals).toHaveLength(1);
  });
});

it("what is put off or settled is not due", async () => {
  const [open, waiting, sent] = [await desk.plan("D1"), await desk.plan("D2"), await desk.plan("D3")];
  desk.slack.posts.push({ throws: unavailable() });

  await deliver(desk.room(), waiting);
  await deliver(desk.room(), sent);
  const due = await dueDeliveries(desk.db, DEFAULT_ACCOUNT, desk.now);

  expect(due.map((key) => key.delivery_id)).toContain(open.delivery_id);
  expect(due.map((key) => key.delivery_id)).not.toContain(waiting.delivery_id);
  expect(due.map((key) => key.delivery_id)).not.toContain(sent.delivery_id);
});
