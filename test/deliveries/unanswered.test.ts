import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../src/deliveries/deliver.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import {
  type DeliveryDesk,
  deliveryDesk,
  deliveryStart as start,
  unavailable,
} from "../support/delivery-desk.ts";

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

describe("a request without an answer", () => {
  it("is asked for, and not sent again when it had arrived", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });

    desk.now = new Date(start.getTime() + (await desk.waitAfter(deliver(desk.room(), key))));
    const outcome = await deliver(desk.room(), key);

    expect(desk.now.getTime() - start.getTime()).toBe(10_000);
    expect(desk.slack.arrivals).toHaveLength(1);
    expect(outcome).toMatchObject({
      delivery: { state: "sent", is_unclear: false, message_ref: { messageId: "m1" } },
    });
  });

  it("is sent again, as new, when the platform says that it never arrived", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ throws: new DeliveryError("unclear", "timed out") });

    desk.now = new Date(start.getTime() + (await desk.waitAfter(deliver(desk.room(), key))));
    const outcome = await deliver(desk.room(), key);

    expect(desk.slack.arrivals).toEqual([expect.objectContaining({ mayRepeat: false })]);
    expect(outcome).toMatchObject({ delivery: { state: "sent", attempts: 2, is_unclear: false } });
  });

  it.each([
    ["cannot be asked", false],
    ["does not permit to ask", true],
  ])("is sent again saying that it may repeat where the platform %s", async (_, canBeAsked) => {
    const surface = canBeAsked ? desk.slack : desk.teams;
    const key = await desk.plan("C1", surface.platform);
    surface.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });
    if (canBeAsked) surface.searches.push("cannot-ask");

    desk.now = new Date(start.getTime() + (await desk.waitAfter(deliver(desk.room(), key))));
    const outcome = await deliver(desk.room(), key);

    expect(surface.arrivals.map((arrival) => arrival.mayRepeat)).toEqual([false, true]);
    expect(outcome).toMatchObject({ delivery: { state: "sent", attempts: 2, is_unclear: true } });
  });

  it("is asked for again when the platform did not answer the question", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "timed out") });
    desk.slack.searches.push(unavailable());

    desk.now = new Date(start.getTime() + (await desk.waitAfter(deliver(desk.room(), key))));
    desk.now = new Date(desk.now.getTime() + (await desk.waitAfter(deliver(desk.room(), key))));
    const outcome = await deliver(desk.room(), key);

    expect(desk.slack.arrivals).toHaveLength(1);
    expect(outcome).toMatchObject({ delivery: { state: "sent" } });
  });

  it("of a process that died is given time to arrive, then asked for", async () => {
    const key = await desk.plan("C1");
    await desk.dieWhileSending(key);

    const wait = await desk.waitAfter(deliver(desk.room(), key));
    desk.slack.arrivals.push({ target: "C1", deliveryId: key.delivery_id, mayRepeat: false, summary: "" });
    desk.now = new Date(start.getTime() + wait);
    const outcome = await deliver(desk.room(), key);

    expect(wait).toBe(10_000);
    expect(desk.slack.arrivals).toHaveLength(1);
    expect(outcome).toMatchObject({ delivery: { state: "sent" } });
  });
});

describe("a lost database session", () => {
  it("does not lose a confirmation that came afterwards", async () => {
    const key = await desk.plan("C1");
    desk.slack.posts.push({ meanwhile: () => desk.endSessionsHoldingLocks() });

    await deliver(desk.room(), key);

    expect(await desk.stateOf(key)).toEqual(["sent", null]);
    expect(desk.slack.arrivals).toHaveLength(1);
  });
});
