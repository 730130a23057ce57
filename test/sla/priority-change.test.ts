import { describe, expect, it } from "vitest";
import { ann, at, MINUTE } from "../facts/timetable.ts";
import { clock, clocksUnder, factsUnder, nineToFive, rules } from "./promised.ts";

describe("a change of priority", () => {
  const urgent = rules({
    name: "urgent",
    match: { priority: ["urgent"] },
    targets: { "first-response": 30 },
  });
  const normal = rules({ name: "normal", targets: { "first-response": 120 } });
  const policies = [urgent, normal];

  it("replaces the clock by one of the new policy that carries the time", async () => {
    const { slaClocks } = await factsUnder(
      policies,
      ["09:00", "conversation.opened", { priority: "low" }],
      ["09:10", "conversation.updated", { priority: "urgent" }],
      ["09:31", "message.sent", ann],
    );

    expect(slaClocks).toMatchObject([
      {
        no: 1,
        ofNo: 1,
        policy: "normal",
        priority: "low",
        stoppedAt: at("09:10"),
        ending: "replaced",
        carriedMs: 0,
        workedMs: 10 * MINUTE,
      },
      {
        no: 2,
        ofNo: 1,
        policy: "urgent",
        priority: "urgent",
        startedAt: at("09:10"),
        dueAt: at("09:30"),
        carriedMs: 10 * MINUTE,
        workedMs: 31 * MINUTE,
        ending: "breached",
      },
    ]);
  });

  it("that has used up the new target already makes the clock due at once", async () => {
    expect(
      await clocksUnder(
        policies,
        ["09:00", "conversation.opened"],
        ["10:00", "conversation.updated", { priority: "urgent" }],
      ),
    ).toEqual([
      clock("first-response", "09:00", "11:00", "10:00", "replaced"),
      clock("first-response", "10:00", "10:00", null, null),
    ]);
  });

  it("replaces a clock of the same policy too, which stays due when it was", async () => {
    expect(
      await clocksUnder(
        normal,
        ["09:00", "conversation.opened"],
        ["09:30", "conversation.updated", { priority: "high" }],
        ["09:40", "conversation.updated", { priority: "high", topic: "refund" }],
        ["09:50", "conversation.updated", { priority: null }],
      ),
    ).toEqual([
      clock("first-response", "09:00", "11:00", "09:30", "replaced"),
      clock("first-response", "09:30", "11:00", "09:50", "replaced"),
      clock("first-response", "09:50", "11:00", null, null),
    ]);
  });

  it("does not undo a breach", async () => {
    expect(
      await clocksUnder(
        policies,
        ["09:00", "conversation.opened", { priority: "urgent" }],
        ["09:31", "conversation.updated", { priority: "low" }],
        ["09:40", "message.sent", ann],
      ),
    ).toEqual([clock("first-response", "09:00", "09:30", "09:40", "breached")]);
  });

  it("in the very instant a clock is due still replaces it", async () => {
    expect(
      await clocksUnder(
        policies,
        ["09:00", "conversation.opened", { priority: "urgent" }],
        ["09:30", "conversation.updated", { priority: "low" }],
      ),
    ).toEqual([
      clock("first-response", "09:00", "09:30", "09:30", "replaced"),
      clock("first-response", "09:30", "11:00", null, null),
    ]);
  });

  it("in the instant of the start counts as known from the start", async () => {
    expect(
      await clocksUnder(
        policies,
        ["09:00", "conversation.opened"],
        ["09:00", "conversation.updated", { priority: "urgent" }],
      ),
    ).toEqual([clock("first-response", "09:00", "09:30", null, null)]);
  });

  it("to one that is promised nothing ends the clock, and back again counts all the time of the wait", async () => {
    const { slaClocks } = await factsUnder(
      [urgent],
      ["09:00", "conversation.opened", { priority: "urgent" }],
      ["09:05", "conversation.updated", { priority: "low" }],
      ["09:15", "conversation.updated", { priority: "urgent" }],
    );

    expect(slaClocks).toMatchObject([
      { startedAt: at("09:00"), stoppedAt: at("09:05"), ending: "replaced" },
      { startedAt: at("09:15"), carriedMs: 15 * MINUTE, dueAt: at("09:30"), ending: null },
    ]);
  });

  it("before which nothing was promised starts a clock that has the whole wait behind it", async () => {
    const { slaClocks } = await factsUnder(
      [urgent],
      ["09:00", "conversation.opened"],
      ["09:20", "conversation.updated", { priority: "urgent" }],
    );

    expect(slaClocks).toMatchObject([{ startedAt: at("09:20"), carriedMs: 20 * MINUTE, dueAt: at("09:30") }]);
  });

  it("is the only change that replaces a clock: of team, topic and tags the start's count", async () => {
    const back = rules({ name: "back", match: { team: ["back"] }, targets: { "first-response": 10 } });

    expect(
      await clocksUnder(
        [back, normal],
        ["09:00", "conversation.opened", { team: "front" }],
        ["09:10", "conversation.assigned", { team: "back" }],
        ["09:20", "conversation.tagged", { tags: ["vip"] }],
        ["09:20", "conversation.updated", { topic: "refund", segment: "gold" }],
      ),
    ).toEqual([clock("first-response", "09:00", "11:00", null, null)]);
  });

  it("carries working time of one calendar into another", async () => {
    const office = rules({ name: "office", calendar: nineToFive(), targets: { "first-response": 120 } });

    // Half an hour before nine does not count, half an hour after it does: 90 minutes are left, day and night.
    expect(
      await clocksUnder(
        [{ ...office, match: { priority: ["low"] } }, normal],
        ["08:30", "conversation.opened", { priority: "low" }],
        ["09:30", "conversation.updated", { priority: "high" }],
      ),
    ).toEqual([
      clock("first-response", "08:30", "11:00", "09:30", "replaced"),
      clock("first-response", "09:30", "11:00", null, null),
    ]);
  });
});
