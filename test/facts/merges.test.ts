import { describe, expect, it } from "vitest";
import type { FactRows } from "../../src/facts/rows.ts";
import { ann, at, ben, factsOf, type Line } from "./timetable.ts";

const other: Line[] = [
  ["08:00", "conversation.opened", { conversation: "c2", tags: ["vip"], agent: "zoe", channel: "sms" }],
  ["08:10", "message.received", { conversation: "c2" }],
  ["08:20", "message.sent", { conversation: "c2", ...ben }],
  ["08:25", "note.added", { conversation: "c2", agent: "ben" }],
  ["08:30", "handling.logged", { conversation: "c2", agent: "ben", seconds: 60 }],
  ["08:40", "survey.answered", { conversation: "c2", survey: "csat", score: 5 }],
  ["08:50", "conversation.resolved", { conversation: "c2" }],
];
const kept: Line[] = [
  ["09:00", "conversation.opened", { customer: "eva" }],
  ["09:30", "message.sent", ann],
];

function statuses(facts: FactRows) {
  return facts.conversations.map((row) => [row.conversation, row.status, row.mergedInto]).sort();
}

describe("a merged conversation", () => {
  const facts = factsOf(...other, ...kept, [
    "10:00",
    "conversation.merged",
    { conversation: "c2", into: "c1" },
  ]);

  it("is left out everywhere but for the row that says so", () => {
    expect(statuses(facts)).toEqual([
      ["c1", "open", null],
      ["c2", "merged", "c1"],
    ]);
    const named = [facts.turns, facts.episodes, facts.messages, facts.ratings, facts.closings].flat();
    expect(new Set(named.map((row) => row.conversation))).toEqual(new Set(["c1"]));
    expect(facts.conversations.find((row) => row.conversation === "c2")).toMatchObject({
      openedAt: at("08:00"),
      channel: "sms",
      tags: ["vip"],
      replies: 0,
      resolvedAt: null,
      handleMs: null,
    });
  });

  it("gives its messages, notes, handling and surveys to the survivor, with their own times", () => {
    expect(facts.messages.map((row) => [row.at, row.direction, row.agent])).toEqual([
      [at("08:10"), "received", null],
      [at("08:20"), "sent", "ben"],
      [at("08:25"), "note", "ben"],
      [at("09:30"), "sent", "ann"],
    ]);
    expect(facts.turns.map((row) => [row.startedAt, row.endedAt, row.agent])).toEqual([
      [at("08:10"), at("08:20"), "ben"],
      [at("09:00"), at("09:30"), "ann"],
    ]);
    expect(facts.ratings).toMatchObject([{ conversation: "c1", at: at("08:40"), agent: "ben" }]);
  });

  it("keeps its opening, assignment, tags and resolution to itself", () => {
    expect(facts.conversations.find((row) => row.conversation === "c1")).toMatchObject({
      openedAt: at("09:00"),
      agent: null,
      tags: [],
      channel: "chat",
      resolvedAt: null,
      handleMs: 60_000,
      repliedAt: at("08:20"),
    });
    expect(facts.episodes).toMatchObject([{ openedAt: at("09:00"), resolvedAt: null }]);
  });

  it("leaves its customer waiting in the survivor, until somebody replies there", () => {
    const { turns } = factsOf(
      ["08:00", "conversation.opened", { initiatedBy: "agent" }],
      ["09:00", "message.received", { conversation: "c2" }],
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["10:30", "message.sent", ann],
    );

    expect(turns.map((turn) => [turn.conversation, turn.startedAt, turn.endedAt])).toEqual([
      ["c1", at("09:00"), at("10:30")],
    ]);
  });

  it("does not give a survivor that has messages of its own another opening", () => {
    const { conversations } = factsOf(
      ["08:00", "message.sent", { conversation: "c2", ...ben }],
      ["09:00", "message.received"],
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
    );

    expect(conversations.find((row) => row.conversation === "c1")).toMatchObject({
      openedAt: at("09:00"),
      initiatedBy: "customer",
    });
  });

  it("reopens a survivor that was resolved before its message", () => {
    const { episodes } = factsOf(
      ["08:00", "conversation.opened"],
      ["08:30", "conversation.resolved"],
      ["09:00", "message.received", { conversation: "c2" }],
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
    );

    expect(episodes.map((row) => [row.openedAt, row.resolvedAt])).toEqual([
      [at("08:00"), at("08:30")],
      [at("09:00"), null],
    ]);
  });

  it("opens a survivor of which nothing else is known", () => {
    expect(
      statuses(
        factsOf(
          ["09:00", "message.received", { conversation: "c2" }],
          ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
        ),
      ),
    ).toEqual([
      ["c1", "open", null],
      ["c2", "merged", "c1"],
    ]);
  });
});

describe("a chain of merges", () => {
  it("is followed to its end, in whatever order it was made", () => {
    const merges: Line[] = [
      ["10:00", "conversation.merged", { conversation: "c3", into: "c2" }],
      ["10:30", "conversation.merged", { conversation: "c2", into: "c1" }],
    ];
    const third: Line = ["07:00", "message.received", { conversation: "c3" }];
    const facts = factsOf(...other, ...kept, third, ...merges);

    expect(statuses(facts)).toEqual([
      ["c1", "open", null],
      ["c2", "merged", "c1"],
      ["c3", "merged", "c1"],
    ]);
    expect(facts.messages.map((row) => [row.conversation, row.at])).toContainEqual(["c1", at("07:00")]);
  });

  it("that runs in a circle keeps the first merges and ignores the one that closes it", () => {
    const facts = factsOf(
      ...other,
      ...kept,
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["11:00", "conversation.merged", { conversation: "c1", into: "c2" }],
      ["12:00", "conversation.merged", { conversation: "c1", into: "c1" }],
    );

    expect(statuses(facts)).toEqual([
      ["c1", "open", null],
      ["c2", "merged", "c1"],
    ]);
  });

  it("takes the last of several merges of one conversation", () => {
    const facts = factsOf(
      ...other,
      ...kept,
      ["09:00", "conversation.opened", { conversation: "c3" }],
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["11:00", "conversation.merged", { conversation: "c2", into: "c3" }],
    );

    expect(statuses(facts)).toEqual([
      ["c1", "open", null],
      ["c2", "merged", "c3"],
      ["c3", "open", null],
    ]);
  });

  it("ignores a circle that a second merge of one conversation would close", () => {
    const facts = factsOf(
      ["09:00", "message.received", { conversation: "c1" }],
      ["09:00", "message.received", { conversation: "c2" }],
      ["09:00", "message.received", { conversation: "c3" }],
      ["10:00", "conversation.merged", { conversation: "c1", into: "c2" }],
      ["11:00", "conversation.merged", { conversation: "c3", into: "c1" }],
      ["12:00", "conversation.merged", { conversation: "c1", into: "c3" }],
    );

    expect(statuses(facts)).toEqual([
      ["c1", "merged", "c2"],
      ["c2", "open", null],
      ["c3", "merged", "c2"],
    ]);
  });
});

describe("a discarded conversation", () => {
  it("is left out everywhere, also backwards in time, but for the row that says so", () => {
    const facts = factsOf(...kept, ["20 10:00", "conversation.discarded", { reason: "spam" }]);

    expect(facts).toMatchObject({
      conversations: [{ conversation: "c1", status: "discarded", discardReason: "spam", replies: 0 }],
      turns: [],
      episodes: [],
      messages: [],
      ratings: [],
      closings: [],
    });
  });

  it("takes what was merged into it along", () => {
    const facts = factsOf(
      ...other,
      ...kept,
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["11:00", "conversation.discarded", { reason: "test" }],
    );

    expect(statuses(facts)).toEqual([
      ["c1", "discarded", null],
      ["c2", "merged", "c1"],
    ]);
    expect(facts.messages).toEqual([]);
  });

  it("leaves the survivor it was merged into as well", () => {
    const facts = factsOf(
      ...other,
      ...kept,
      ["10:00", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["11:00", "conversation.discarded", { conversation: "c2", reason: "spam" }],
    );

    expect(statuses(facts)).toEqual([
      ["c1", "open", null],
      ["c2", "discarded", null],
    ]);
    expect(facts.messages.map((row) => row.agent)).toEqual(["ann"]);
  });
});
