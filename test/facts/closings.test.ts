import { describe, expect, it } from "vitest";
import { ann, at, factsOf, type Line } from "./timetable.ts";

function closingsOf(...lines: readonly Line[]) {
  return factsOf(["09:00", "conversation.opened"], ...lines).closings.map((row) => [
    row.no,
    row.at,
    row.agent,
  ]);
}

describe("a closing", () => {
  it("counts once until the conversation is opened again", () => {
    expect(
      closingsOf(
        ["10:00", "conversation.closed", { agent: "ann" }],
        ["11:00", "conversation.closed", { agent: "ben" }],
        ["12:00", "conversation.reopened"],
        ["13:00", "conversation.closed", { agent: "cat" }],
        ["14:00", "message.received"],
        ["15:00", "conversation.closed", { agent: "dan" }],
      ),
    ).toEqual([
      [1, at("10:00"), "ann"],
      [2, at("13:00"), "cat"],
      [3, at("15:00"), "dan"],
    ]);
  });

  it("counts after a resolution, and a resolution is none", () => {
    expect(closingsOf(["10:00", "conversation.resolved"])).toEqual([]);
    expect(closingsOf(["10:00", "conversation.resolved"], ["11:00", "conversation.closed"])).toEqual([
      [1, at("11:00"), null],
    ]);
  });

  it("belongs to the agent named, else the assignee, else the last replier", () => {
    const replied: Line = ["09:10", "message.sent", ann];
    const assigned: Line = ["09:20", "conversation.assigned", { agent: "ben" }];
    const closed: Line = ["10:00", "conversation.closed"];

    expect(closingsOf(replied, closed)).toMatchObject([[1, at("10:00"), "ann"]]);
    expect(closingsOf(replied, assigned, closed)).toMatchObject([[1, at("10:00"), "ben"]]);
    expect(closingsOf(replied, assigned, ["10:00", "conversation.closed", { agent: "cat" }])).toMatchObject([
      [1, at("10:00"), "cat"],
    ]);
  });
});
