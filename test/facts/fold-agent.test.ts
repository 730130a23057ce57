import { describe, expect, it } from "vitest";
import { foldAgent } from "../../src/facts/fold-agent.ts";
import { at, events, type Line } from "./timetable.ts";

function agentOf(...lines: readonly Line[]) {
  return foldAgent(events(...lines));
}

describe("an agent", () => {
  it("is as last updated", () => {
    expect(
      agentOf(
        ["09:00", "agent.updated", { name: "Ann", email: "ann@example.com" }],
        ["10:00", "agent.updated", { name: "Ann Lee" }],
      ).agents,
    ).toEqual([{ agent: "ann", name: "Ann Lee", email: "ann@example.com", isActive: true, leftAt: null }]);
  });

  it("is inactive after leaving, until updated to be active", () => {
    expect(agentOf(["09:00", "agent.left"]).agents).toMatchObject([{ isActive: false, leftAt: at("09:00") }]);
    expect(
      agentOf(["09:00", "agent.left"], ["10:00", "agent.updated", { active: true }]).agents,
    ).toMatchObject([{ isActive: true, leftAt: null }]);
    expect(agentOf(["09:00", "agent.left"], ["10:00", "agent.updated", { name: "A" }]).agents).toMatchObject([
      { isActive: false, leftAt: at("09:00") },
    ]);
  });

  it("is known by presence alone", () => {
    expect(agentOf(["09:00", "agent.presence", { state: "online" }])).toMatchObject({
      agents: [{ agent: "ann", name: null }],
      agentTeams: [],
    });
  });
});

describe("the teams of an agent", () => {
  it("follow each other, the first reaching back for ever and the last until now", () => {
    expect(
      agentOf(
        ["09:00", "agent.updated", { team: "front" }],
        ["10:00", "agent.updated", { name: "Ann" }],
        ["11:00", "agent.updated", { team: "front" }],
        ["12:00", "agent.updated", { team: "back" }],
        ["13:00", "agent.updated", { team: null }],
      ).agentTeams,
    ).toEqual([
      { agent: "ann", team: "front", validFrom: null, validTo: at("12:00") },
      { agent: "ann", team: "back", validFrom: at("12:00"), validTo: at("13:00") },
      { agent: "ann", team: null, validFrom: at("13:00"), validTo: null },
    ]);
  });

  it("change once an instant", () => {
    expect(
      agentOf(
        ["09:00", "agent.updated", { team: "front" }],
        ["12:00", "agent.updated", { team: "back" }],
        ["12:00", "agent.updated", { team: "front" }],
      ).agentTeams,
    ).toEqual([{ agent: "ann", team: "front", validFrom: null, validTo: null }]);
  });
});
