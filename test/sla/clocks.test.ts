import { describe, expect, it } from "vitest";
import { ann, at, MINUTE } from "../facts/timetable.ts";
import { clock, clocksUnder, factsUnder, nineToFive, rules } from "./promised.ts";

const first = rules();
const every = rules({ targets: { "first-response": 60, "next-response": 30, resolution: 480 } });

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
