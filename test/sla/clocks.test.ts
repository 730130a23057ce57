import { describe, expect, it } from "vitest";
import { ann, at, ben, bot, MINUTE } from "../facts/timetable.ts";
import { clock, clocksUnder, factsUnder, nineToFive, rules } from "./promised.ts";

const first = rules();
const every = rules({ targets: { "first-response": 60, "next-response": 30, resolution: 480 } });

describe("a reply clock", () => {
  it("runs from the customer's message until an agent replies, and is met in time", async () => {
    expect(
      await clocksUnder(
        first,
        ["09:00", "conversation.opened"],
        ["09:10", "message.received"],
        ["09:20", "message.sent", bot],
        ["09:30", "note.added", { agent: "ann" }],
        ["09:40", "message.sent", ann],
      ),
    ).toEqual([clock("first-response", "09:00", "10:00", "09:40", "met")]);
  });

  it("is met in the very instant it is due, and breached after it", async () => {
    const stoppedAt = (stop: string) =>
      clocksUnder(first, ["09:00", "message.received"], [stop, "message.sent", ann]);

    expect(await stoppedAt("10:00:00")).toEqual([clock("first-response", "09:00", "10:00", "10:00", "met")]);
    expect(await stoppedAt("10:00:01")).toEqual([
      clock("first-response", "09:00", "10:00", "10:00:01", "breached"),
    ]);
  });

  it("has no ending while nobody replies", async () => {
    expect(await clocksUnder(first, ["09:00", "message.received"])).toEqual([
      clock("first-response", "09:00", "10:00", null, null),
    ]);
  });

  it("is of another kind for every wait after the first", async () => {
    expect(
      await clocksUnder(
        every,
        ["09:00", "conversation.opened"],
        ["09:10", "message.sent", ann],
        ["11:00", "message.received"],
        ["11:40", "message.sent", ben],
      ),
    ).toEqual([
      clock("first-response", "09:00", "10:00", "09:10", "met"),
      clock("resolution", "09:00", "17:00", null, null),
      clock("next-response", "11:00", "11:30", "11:40", "breached"),
    ]);
  });

  it("is there for the targets of its policy only", async () => {
    expect(
      await clocksUnder(
        first,
        ["09:00", "message.received"],
        ["09:10", "message.sent", ann],
        ["09:20", "message.received"],
      ),
    ).toEqual([clock("first-response", "09:00", "10:00", "09:10", "met")]);
  });

  it("starts anew where a bot hands over, as the wait does", async () => {
    expect(
      await clocksUnder(
        first,
        ["09:00", "message.received"],
        ["11:00", "conversation.handed-over", { from: "bot" }],
        ["11:30", "conversation.handed-over", { from: "bot" }],
        ["12:00", "message.sent", ann],
      ),
    ).toEqual([clock("first-response", "11:00", "12:00", "12:00", "met")]);
  });

  it.each(["conversation.resolved", "conversation.closed"] as const)(
    "is cancelled by a %s without a reply",
    async (type) => {
      expect(await clocksUnder(first, ["09:00", "message.received"], ["10:00", type])).toEqual([
        clock("first-response", "09:00", "10:00", "10:00", "cancelled"),
      ]);
    },
  );

  it("stays breached when it is resolved without a reply after its due time", async () => {
    expect(
      await clocksUnder(first, ["09:00", "message.received"], ["10:01", "conversation.resolved"]),
    ).toEqual([clock("first-response", "09:00", "10:00", "10:01", "breached")]);
  });

  it("is credited to the sender of the reply, else to the assignee", async () => {
    const { slaClocks } = await factsUnder(
      [every],
      ["09:00", "message.received"],
      ["09:10", "conversation.assigned", { agent: "ben", team: "front" }],
      ["09:20", "message.sent", ann],
      ["09:30", "message.received"],
    );

    expect(slaClocks.map(({ kind, agent, team }) => [kind, agent, team])).toEqual([
      ["first-response", "ann", "front"],
      ["resolution", "ben", "front"],
      ["next-response", "ben", "front"],
    ]);
  });
});

describe("a resolution clock", () => {
  const resolution = rules({ targets: { resolution: 60 } });

  it("runs from the opening to the resolution, automatic ones too", async () => {
    expect(
      await clocksUnder(
        resolution,
        ["09:00", "conversation.opened", { initiatedBy: "agent" }],
        ["09:40", "conversation.resolved", { automatic: true }],
        ["12:00", "conversation.closed"],
      ),
    ).toEqual([clock("resolution", "09:00", "10:00", "09:40", "met")]);
  });

  it("starts afresh with a whole target when the conversation is reopened, and leaves the first one as it was", async () => {
    expect(
      await clocksUnder(
        resolution,
        ["09:00", "conversation.opened"],
        ["09:50", "conversation.resolved"],
        ["11:00", "conversation.reopened"],
        ["12:30", "conversation.closed"],
      ),
    ).toEqual([
      clock("resolution", "09:00", "10:00", "09:50", "met"),
      clock("resolution", "11:00", "12:00", "12:30", "breached"),
    ]);
  });
});

describe("clocks", () => {
  it("are gone with a conversation that is merged or discarded, at once and backwards", async () => {
    for (const [type, data] of [
      ["conversation.discarded", { reason: "spam" }],
      ["conversation.merged", { into: "c2" }],
    ] as const)
      expect(await clocksUnder(every, ["09:00", "conversation.opened"], ["15:00", type, data])).toEqual([]);
  });

  it("of what was merged run on in its survivor", async () => {
    const { slaClocks } = await factsUnder(
      [first],
      ["09:00", "conversation.opened", { conversation: "c1" }],
      ["09:20", "message.received", { conversation: "c1" }],
      ["08:00", "conversation.opened", { conversation: "c2", initiatedBy: "agent" }],
      ["09:30", "conversation.merged", { conversation: "c1", into: "c2" }],
      ["09:50", "message.sent", { conversation: "c2", ...ann }],
    );

    expect(slaClocks.map(({ conversation, startedAt, ending }) => [conversation, startedAt, ending])).toEqual(
      [["c2", at("09:20"), "met"]],
    );
  });

  it("are numbered in the order in which they start", async () => {
    const { slaClocks } = await factsUnder(
      [every],
      ["09:00", "conversation.opened"],
      ["09:10", "message.sent", ann],
      ["11:00", "message.received"],
    );

    expect(slaClocks.map(({ no, kind, ofNo }) => [no, kind, ofNo])).toEqual([
      [1, "first-response", 1],
      [2, "resolution", 1],
      [3, "next-response", 2],
    ]);
  });

  it("are the same whatever the order in which events arrive", async () => {
    const story = [
      ["09:00", "conversation.opened", {}, { id: "a" }],
      ["09:05", "conversation.updated", { priority: "high" }, { id: "b" }],
      ["09:10", "conversation.snoozed", {}, { id: "c" }],
      ["09:20", "conversation.unsnoozed", {}, { id: "d" }],
      ["09:40", "message.sent", ann, { id: "e" }],
    ] as const;
    const paused = { ...every, pauseWhenSnoozed: ["first-response", "resolution"] as const };

    const inOrder = await factsUnder([paused], ...story);
    const late = await factsUnder([paused], ...story.toReversed(), ...story);
    expect(late.slaClocks).toEqual(inOrder.slaClocks);
  });
});

describe("working time", () => {
  const office = rules({ calendar: nineToFive("2026-03-04"), targets: { "first-response": 120 } });

  it("is that of the policy's calendar: what comes at night is due in the morning", async () => {
    expect(
      await clocksUnder(office, ["16:00", "message.received"], ["3 09:59", "message.sent", ann]),
    ).toEqual([clock("first-response", "16:00", "3 10:00", "3 09:59", "met")]);
    expect(await clocksUnder(office, ["20:00", "message.received"])).toEqual([
      clock("first-response", "20:00", "3 11:00", null, null),
    ]);
  });

  it("leaves holidays out", async () => {
    expect(await clocksUnder(office, ["3 16:30", "message.received"])).toEqual([
      clock("first-response", "3 16:30", "5 10:30", null, null),
    ]);
  });

  it("is due at the end of the day rather than at the start of the next, where it just fits", async () => {
    expect(await clocksUnder(office, ["15:00", "message.received"])).toEqual([
      clock("first-response", "15:00", "17:00", null, null),
    ]);
  });

  it("counts the hours that there are in the night the clocks go forward", async () => {
    const calendar = {
      name: "nights",
      rules: {
        timezone: "Europe/Amsterdam",
        hours: { sunday: ["00:00-06:00"] },
        holidays: [],
        holidayCountry: null,
      },
    };

    // On 29 March 2026 the local hour from 2:00 is not there: midnight is 23:00 UTC, and three hours later it is 4:00.
    expect(
      await clocksUnder({ ...office, calendar, targets: { "first-response": 180 * MINUTE } }, [
        "28 20:00",
        "message.received",
      ]),
    ).toEqual([clock("first-response", "28 20:00", "29 02:00", null, null)]);
  });
});

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
    expect(slaMoments).toEqual([{ no: 1, conversation: "c1", clockNo: 1, kind: "warning", at: at("09:12") }]);
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

describe("warnings", () => {
  const warned = rules({ warnAt: [{ before: 6 * MINUTE }, { share: 0.5 }, { share: 0.8 }] });

  it("come when a share of the target is used up, or so much working time is left", async () => {
    const { slaClocks, slaMoments } = await factsUnder([warned], ["09:00", "message.received"]);

    expect(slaClocks[0]?.warnAt).toEqual([at("09:30"), at("09:48"), at("09:54")]);
    expect(slaMoments.map(({ no, kind, at }) => [no, kind, at])).toEqual([
      [1, "warning", at("09:30")],
      [2, "warning", at("09:48")],
      [3, "warning", at("09:54")],
      [4, "breach", at("10:00")],
    ]);
  });

  it("are in working time", async () => {
    const office = { ...warned, calendar: nineToFive() };
    const { slaClocks } = await factsUnder([office], ["16:40", "message.received"]);

    expect(slaClocks[0]?.warnAt).toEqual([at("3 09:10"), at("3 09:28"), at("3 09:34")]);
  });

  it("of a stopped clock are those that came before its end, and call for nobody any more", async () => {
    const { slaClocks, slaMoments } = await factsUnder(
      [warned],
      ["09:00", "message.received"],
      ["09:48", "message.sent", ann],
    );

    expect(slaClocks[0]?.warnAt).toEqual([at("09:30")]);
    expect(slaMoments).toEqual([]);
  });

  it("come at the start of a clock that has carried more than that, but not where it is due at once", async () => {
    const urgent = rules({
      ...warned,
      name: "urgent",
      match: { priority: ["urgent"] },
      targets: { "first-response": 40 },
    });
    const changedAt = async (time: string) =>
      (
        await factsUnder(
          [urgent, warned],
          ["09:00", "message.received"],
          [time, "conversation.updated", { priority: "urgent" }],
        )
      ).slaClocks[1];

    expect(await changedAt("09:33")).toMatchObject({
      dueAt: at("09:40"),
      warnAt: [at("09:33"), at("09:34")],
    });
    expect(await changedAt("09:45")).toMatchObject({ dueAt: at("09:45"), warnAt: [] });
  });
});
