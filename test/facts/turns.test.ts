import { describe, expect, it } from "vitest";
import type { TurnRow } from "../../src/facts/rows.ts";
import { ann, at, ben, bot, factsOf, type Line, MINUTE } from "./timetable.ts";

/** start, end, ending, wait in minutes, credited agent */
function turnsOf(...lines: readonly Line[]) {
  return factsOf(...lines).turns.map((turn: TurnRow) => [
    turn.startedAt,
    turn.endedAt,
    turn.ending,
    turn.waitMs === null ? null : turn.waitMs / MINUTE,
    turn.agent,
  ]);
}

describe("a turn", () => {
  it("runs from the customer's message to the agent's reply, credited to the sender and not the assignee", () => {
    expect(
      turnsOf(
        ["09:00", "conversation.opened", { initiatedBy: "agent", agent: "ben" }],
        ["09:05", "message.received"],
        ["09:15", "message.sent", ann],
      ),
    ).toEqual([[at("09:05"), at("09:15"), "replied", 10, "ann"]]);
  });

  it("starts with the opening by the customer when that comes before his first message", () => {
    expect(
      turnsOf(
        ["09:00", "conversation.opened"],
        ["09:02", "message.received"],
        ["09:15", "message.sent", ann],
      ),
    ).toEqual([[at("09:00"), at("09:15"), "replied", 15, "ann"]]);
  });

  it("starts with an opening by the customer that brings no message", () => {
    expect(turnsOf(["09:00", "conversation.opened"], ["09:15", "message.sent", ann])).toEqual([
      [at("09:00"), at("09:15"), "replied", 15, "ann"],
    ]);
  });

  it("is not started by an opening by staff or by an automation", () => {
    for (const initiatedBy of ["agent", "automation"])
      expect(
        turnsOf(["09:00", "conversation.opened", { initiatedBy }], ["09:15", "message.sent", ann]),
      ).toEqual([]);
  });

  it("takes several customer messages in a row as one", () => {
    expect(
      turnsOf(
        ["09:00", "conversation.opened"],
        ["09:00", "message.received"],
        ["09:04", "message.received"],
        ["09:08", "message.received"],
        ["09:10", "message.sent", ann],
      ),
    ).toEqual([[at("09:00"), at("09:10"), "replied", 10, "ann"]]);
  });

  it("follows the last agent message: the second of two in a row ends nothing", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:10", "message.sent", ann],
        ["09:12", "message.sent", ben],
        ["09:20", "message.received"],
        ["09:50", "message.sent", ben],
      ),
    ).toEqual([
      [at("09:00"), at("09:10"), "replied", 10, "ann"],
      [at("09:20"), at("09:50"), "replied", 30, "ben"],
    ]);
  });

  it("is neither started nor ended by bots, automations, campaigns, reminders or notes", () => {
    expect(
      turnsOf(
        ["09:00", "message.sent", { author: { kind: "campaign" } }],
        ["09:10", "message.received"],
        ["09:11", "message.sent", bot],
        ["09:12", "message.sent", { author: { kind: "automation" } }],
        ["09:13", "message.sent", { author: { kind: "reminder" } }],
        ["09:14", "note.added", { agent: "ann" }],
        ["09:40", "message.sent", ann],
      ),
    ).toEqual([[at("09:10"), at("09:40"), "replied", 30, "ann"]]);
  });

  it("starts anew at the first hand-over inside it, and only at the first", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:01", "message.sent", bot],
        ["09:05", "conversation.handed-over", { from: "bot" }],
        ["09:07", "conversation.handed-over", { from: "bot" }],
        ["09:10", "message.sent", ann],
      ),
    ).toEqual([[at("09:05"), at("09:10"), "replied", 5, "ann"]]);
  });

  it("is moved by a hand-over in each turn, not once a conversation", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:05", "conversation.handed-over", { from: "bot" }],
        ["09:10", "message.sent", ann],
        ["09:20", "message.received"],
        ["09:26", "conversation.handed-over", { from: "bot" }],
        ["09:30", "message.sent", ann],
      ).map(([, , , wait]) => wait),
    ).toEqual([5, 4]);
  });

  it("is not started by a hand-over when nobody waits", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:10", "message.sent", ann],
        ["09:20", "conversation.handed-over", { from: "bot" }],
        ["09:30", "message.received"],
        ["09:40", "message.sent", ann],
      ).map(([start]) => start),
    ).toEqual([at("09:00"), at("09:30")]);
  });

  it("is not started by a reopening", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:10", "message.sent", ann],
        ["10:00", "conversation.resolved"],
        ["11:00", "conversation.reopened", { by: "customer" }],
        ["11:30", "message.sent", ann],
      ),
    ).toHaveLength(1);
  });

  it.each(["conversation.resolved", "conversation.closed"] as const)(
    "ends unanswered with a %s, credited to the assignee then",
    (type) => {
      expect(
        turnsOf(
          ["09:00", "message.received"],
          ["09:30", "conversation.assigned", { agent: "ben" }],
          ["10:00", type],
          ["10:30", "conversation.assigned", { agent: "ann" }],
        ),
      ).toEqual([[at("09:00"), at("10:00"), "unanswered", null, "ben"]]);
    },
  );

  it("stays open while the customer waits, credited to the last known assignee", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:30", "conversation.assigned", { agent: "ben" }],
        ["10:30", "conversation.assigned", { agent: "ann" }],
      ),
    ).toEqual([[at("09:00"), null, null, null, "ann"]]);
  });

  it("stays open beside the answered ones", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:30", "message.sent", ann],
        ["10:30", "message.received"],
      ).map(([, , ending]) => ending),
    ).toEqual(["replied", null]);
  });

  it("ends with a reply at the instant of the message", () => {
    expect(turnsOf(["09:00", "message.sent", ann], ["09:00", "message.received"])).toEqual([
      [at("09:00"), at("09:00"), "replied", 0, "ann"],
    ]);
  });

  it("is answered by a reply at the instant of the resolution", () => {
    expect(
      turnsOf(
        ["09:00", "message.received"],
        ["09:05", "conversation.resolved"],
        ["09:05", "message.sent", ann],
      ).map(([, , ending]) => ending),
    ).toEqual(["replied"]);
  });
});

describe("the first turn", () => {
  it("is the first of the conversation, answered or not", () => {
    const { turns } = factsOf(
      ["09:00", "conversation.opened"],
      ["09:30", "conversation.resolved"],
      ["10:00", "message.received"],
      ["10:30", "message.sent", ann],
    );

    expect(turns.map((turn) => [turn.no, turn.isFirst, turn.ending])).toEqual([
      [1, true, "unanswered"],
      [2, false, "replied"],
    ]);
  });

  it("of a conversation opened by staff is the first after the customer writes", () => {
    const { turns } = factsOf(
      ["09:00", "conversation.opened", { initiatedBy: "agent" }],
      ["09:00", "message.sent", ann],
      ["09:40", "message.received"],
      ["09:50", "message.sent", ann],
    );

    expect(turns.map((turn) => [turn.isFirst, turn.startedAt])).toEqual([[true, at("09:40")]]);
  });
});

describe("the team of a turn", () => {
  it("is the conversation's at the reply, not the last known", () => {
    const { turns } = factsOf(
      ["09:00", "conversation.opened", { team: "front" }],
      ["09:05", "conversation.handed-over", { from: "bot", team: "billing" }],
      ["09:10", "message.sent", ann],
      ["09:20", "conversation.assigned", { team: "back" }],
    );

    expect(turns.map(({ agent, team }) => ({ agent, team }))).toEqual([{ agent: "ann", team: "billing" }]);
  });
});
