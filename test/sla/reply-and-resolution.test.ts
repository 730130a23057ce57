import { describe, expect, it } from "vitest";
import { ann, ben, bot } from "../facts/timetable.ts";
import { clock, clocksUnder, factsUnder, rules } from "./promised.ts";

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
