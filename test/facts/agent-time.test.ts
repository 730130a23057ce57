import { describe, expect, it } from "vitest";
import { foldAgent } from "../../src/facts/fold-agent.ts";
import { at, events, type Line } from "./timetable.ts";

function agentOf(...lines: readonly Line[]) {
  return foldAgent(events(...lines));
}

const seen = (clock: string, state: string): Line => [clock, "agent.presence", { state }];

describe("the presence of an agent", () => {
  it("is a row each time it is told, until the next", () => {
    expect(
      agentOf(seen("09:00", "online"), seen("12:00", "away"), seen("13:00", "away"), seen("17:00", "offline"))
        .presences,
    ).toEqual([
      { no: 1, agent: "ann", state: "online", validFrom: at("09:00"), validTo: at("12:00") },
      { no: 2, agent: "ann", state: "away", validFrom: at("12:00"), validTo: at("13:00") },
      { no: 3, agent: "ann", state: "away", validFrom: at("13:00"), validTo: at("17:00") },
      { no: 4, agent: "ann", state: "offline", validFrom: at("17:00"), validTo: null },
    ]);
  });

  it("is one an instant, the last in order, and ends with the employment", () => {
    expect(
      agentOf(seen("09:00", "online"), seen("09:00", "away"), ["10:00", "agent.left"]).presences,
    ).toMatchObject([{ no: 1, state: "away", validFrom: at("09:00"), validTo: at("10:00") }]);
  });
});

describe("the employment of an agent", () => {
  function spans(...lines: readonly Line[]) {
    return agentOf(...lines).employments.map((row) => [row.no, row.validFrom, row.validTo]);
  }

  it("begins with the first event about him and ends when he leaves", () => {
    expect(
      spans(["09:00", "agent.absent", { hours: 1 }], ["10:00", "agent.updated"], ["17:00", "agent.left"]),
    ).toEqual([[1, at("09:00"), at("17:00")]]);
    expect(spans(["09:00", "agent.updated", { name: "Ann" }])).toEqual([[1, at("09:00"), null]]);
  });

  it("goes on when he is made active or seen at work, and not by being signed off", () => {
    expect(
      spans(
        ["09:00", "agent.updated"],
        ["10:00", "agent.left"],
        seen("10:01", "offline"),
        ["11:00", "agent.updated", { name: "Ann" }],
        ["12:00", "agent.updated", { active: true }],
        ["13:00", "agent.left"],
        seen("14:00", "online"),
      ),
    ).toEqual([
      [1, at("09:00"), at("10:00")],
      [2, at("12:00"), at("13:00")],
      [3, at("14:00"), null],
    ]);
  });

  it("ends once when he is made inactive and then leaves", () => {
    expect(
      spans(
        ["09:00", "agent.updated"],
        ["10:00", "agent.updated", { active: false }],
        ["11:00", "agent.left"],
      ),
    ).toEqual([[1, at("09:00"), at("10:00")]]);
  });

  it("is none of one who was inactive from the start, and a moment of one of whom only the leaving is known", () => {
    expect(
      spans(["09:00", "agent.updated", { active: false }], ["10:00", "agent.absent", { hours: 1 }]),
    ).toEqual([]);
    expect(spans(["09:00", "agent.left"])).toEqual([[1, at("09:00"), at("09:00")]]);
  });

  it("says the same as the agent's own row", () => {
    expect(agentOf(["09:00", "agent.left"], seen("10:00", "online")).agents).toMatchObject([
      { isActive: true, leftAt: null },
    ]);
    expect(agentOf(["09:00", "agent.left"], seen("10:00", "offline")).agents).toMatchObject([
      { isActive: false, leftAt: at("09:00") },
    ]);
  });
});

describe("an absence", () => {
  it("is as told", () => {
    expect(
      agentOf(
        ["09:00", "agent.absent", { hours: 8, plannedHours: 8 }],
        ["10:00", "agent.absent", { hours: 2.5 }],
      ).absences,
    ).toEqual([
      { no: 1, agent: "ann", at: at("09:00"), hours: 8, plannedHours: 8 },
      { no: 2, agent: "ann", at: at("10:00"), hours: 2.5, plannedHours: null },
    ]);
  });
});
