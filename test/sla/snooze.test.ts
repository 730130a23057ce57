import { describe, expect, it } from "vitest";
import { ann, at, MINUTE } from "../facts/timetable.ts";
import { clock, clocksUnder, factsUnder, rules } from "./promised.ts";

describe("a snooze", () => {
  const paused = rules({
    targets: { "first-response": 60, resolution: 120 },
    pauseWhenSnoozed: ["resolution"],
  });

  it("pauses the clocks that the policy names, and no other", async () => {
    const { slaClocks } = await factsUnder(
      [paused],
      ["09:00", "conversation.opened"],
      ["09:30", "conversation.snoozed"],
      ["10:30", "conversation.unsnoozed"],
    );

    expect(slaClocks).toMatchObject([
      { kind: "first-response", dueAt: at("10:00"), pausedMs: 0 },
      { kind: "resolution", dueAt: at("12:00"), pausedMs: 60 * MINUTE, pausedAt: null, workedMs: null },
    ]);
  });

  it("that lasts leaves the due time open", async () => {
    const { slaClocks, slaMoments } = await factsUnder(
      [{ ...paused, warnAt: [{ share: 0.1 }, { share: 0.8 }] }],
      ["09:00", "conversation.opened", { initiatedBy: "agent" }],
      ["09:30", "conversation.snoozed"],
    );

    expect(slaClocks).toMatchObject([
      { dueAt: null, warnAt: [at("09:12")], pausedAt: at("09:30"), workedMs: 30 * MINUTE, ending: null },
    ]);
    const moment = { target: "resolution", ofNo: 1, policy: slaClocks[0]?.policy, kind: "warning" };
    expect(slaMoments).toEqual([{ no: 1, conversation: "c1", clockNo: 1, ...moment, at: at("09:12") }]);
  });

  it("does not undo a breach, nor postpone what is due in the instant it begins", async () => {
    for (const snoozed of ["11:00", "11:30"])
      expect(
        await clocksUnder(
          { ...paused, targets: { resolution: 120 * MINUTE } },
          ["09:00", "conversation.opened"],
          [snoozed, "conversation.snoozed"],
          ["12:30", "conversation.unsnoozed"],
          ["12:40", "conversation.resolved"],
        ),
      ).toEqual([clock("resolution", "09:00", "11:00", "12:40", "breached")]);
  });

  it("in which it is resolved counts as over then", async () => {
    expect(
      await clocksUnder(
        { ...paused, targets: { resolution: 120 * MINUTE } },
        ["09:00", "conversation.opened"],
        ["10:00", "conversation.snoozed"],
        ["15:00", "conversation.resolved"],
      ),
    ).toEqual([clock("resolution", "09:00", "16:00", "15:00", "met")]);
  });

  it("pauses a clock that starts in it", async () => {
    const reply = rules({ targets: { "next-response": 30 }, pauseWhenSnoozed: ["next-response"] });

    expect(
      await clocksUnder(
        reply,
        ["09:00", "conversation.opened"],
        ["09:10", "message.sent", ann],
        ["09:20", "conversation.snoozed"],
        ["10:00", "message.received"],
        ["11:00", "conversation.unsnoozed"],
      ),
    ).toEqual([clock("next-response", "10:00", "11:30", null, null)]);
  });

  it("does not count for a clock that it was carried over from", async () => {
    const urgent = rules({
      name: "urgent",
      match: { priority: ["urgent"] },
      targets: { resolution: 90 },
      pauseWhenSnoozed: ["resolution"],
    });

    expect(
      await clocksUnder(
        [urgent, { ...paused, targets: { resolution: 120 * MINUTE } }],
        ["09:00", "conversation.opened"],
        ["09:30", "conversation.snoozed"],
        ["10:30", "conversation.updated", { priority: "urgent" }],
        ["11:00", "conversation.unsnoozed"],
      ),
    ).toEqual([
      clock("resolution", "09:00", "12:00", "10:30", "replaced"),
      clock("resolution", "10:30", "12:00", null, null),
    ]);
  });
});
