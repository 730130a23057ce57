import { describe, expect, it } from "vitest";
import { at, factsOf, type Line } from "./timetable.ts";

const opened: Line = ["09:00", "conversation.opened", { agent: "ann", team: "front" }];

function stretches(...lines: readonly Line[]) {
  return factsOf(opened, ...lines).snoozes.map((row) => [row.no, row.fromAt, row.untilAt]);
}

describe("a snooze", () => {
  it("lasts until the conversation is woken, resolved or closed, or until now", () => {
    expect(
      stretches(
        ["09:10", "conversation.snoozed"],
        ["09:20", "conversation.unsnoozed"],
        ["09:30", "conversation.snoozed"],
        ["09:40", "conversation.resolved"],
        ["09:50", "conversation.reopened"],
        ["10:00", "conversation.snoozed"],
        ["10:10", "conversation.closed"],
        ["10:20", "conversation.reopened"],
        ["10:30", "conversation.snoozed"],
      ),
    ).toEqual([
      [1, at("09:10"), at("09:20")],
      [2, at("09:30"), at("09:40")],
      [3, at("10:00"), at("10:10")],
      [4, at("10:30"), null],
    ]);
  });

  it("goes on when the customer writes, when it is snoozed again, and past its date, like the status", () => {
    const facts = factsOf(
      opened,
      ["09:10", "conversation.snoozed", { until: at("09:15").toISOString() }],
      ["09:20", "message.received"],
      ["09:30", "conversation.snoozed"],
    );

    expect(facts.snoozes).toMatchObject([
      { fromAt: at("09:10"), untilAt: null, agent: "ann", team: "front" },
    ]);
    expect(facts.conversations).toMatchObject([{ status: "snoozed" }]);
  });

  it("is of an open conversation only, and takes time", () => {
    expect(stretches(["09:10", "conversation.resolved"], ["09:20", "conversation.snoozed"])).toEqual([]);
    expect(stretches(["09:10", "conversation.snoozed"], ["09:10", "conversation.resolved"])).toEqual([]);
  });

  it("belongs to the assignee last known, as the backlog does", () => {
    const { snoozes } = factsOf(
      opened,
      ["09:10", "conversation.snoozed"],
      ["09:20", "conversation.unsnoozed"],
      ["09:30", "conversation.assigned", { agent: "ben", team: null }],
    );

    expect(snoozes).toMatchObject([{ agent: "ben", team: null }]);
  });
});
