import { describe, expect, it } from "vitest";
import { mergedDirectory } from "../../src/people/merged-directory.ts";
import type { PersonEntry } from "../../src/people/person.ts";
import { knownAgent } from "../support/viewers.ts";

function merged(people: readonly PersonEntry[], known: Parameters<typeof mergedDirectory>[1]) {
  return mergedDirectory({ people, teams: { billing: { name: "Billing" }, empty: {} } }, known);
}

describe("the directory", () => {
  it("makes one person of a listed entry and the agent it names", () => {
    const { people, agents } = merged(
      [{ email: "Ada@Example.com", agent: "17", name: "Ada Lovelace", team: "billing", role: "lead" }],
      [knownAgent("17", { name: "ada", email: "ada@desk.example" })],
    );

    expect(people).toEqual([
      {
        name: "Ada Lovelace",
        email: "ada@example.com",
        agentId: "17",
        role: "lead",
        teams: ["billing"],
        isActive: true,
      },
    ]);
    expect(agents).toEqual([
      { id: "17", name: "Ada Lovelace", email: "ada@desk.example", team: "billing", isActive: true },
    ]);
  });

  it("finds the agent of an entry that names none by the address", () => {
    const { people } = merged(
      [{ email: "ada@example.com", role: "agent" }],
      [knownAgent("17", { name: "Ada", email: "ADA@example.com", team: "billing" })],
    );

    expect(people).toMatchObject([{ name: "Ada", agentId: "17", teams: ["billing"], role: "agent" }]);
  });

  it("does not guess between two agents with one address", () => {
    const { people } = merged(
      [{ email: "ada@example.com", role: "agent" }],
      [knownAgent("17", { email: "ada@example.com" }), knownAgent("z-17", { email: "ada@example.com" })],
    );

    expect(people).toMatchObject([{ email: "ada@example.com", agentId: null }]);
  });

  it("makes people of agents that only events tell of", () => {
    const { people } = merged([], [knownAgent("17", { name: "Ada", team: "billing" })]);

    expect(people).toEqual([
      { name: "Ada", email: null, agentId: "17", role: "agent", teams: ["billing"], isActive: true },
    ]);
  });

  it("believes events about an agent's team before deskpulse.yaml, also that there is none", () => {
    const ada: PersonEntry = { email: "ada@example.com", agent: "17", team: "billing", role: "agent" };

    expect(merged([ada], [knownAgent("17", { team: "returns" })]).people).toMatchObject([
      { teams: ["returns"] },
    ]);
    expect(merged([ada], [knownAgent("17", { team: null })]).people).toMatchObject([{ teams: [] }]);
    expect(merged([ada], [knownAgent("17")]).people).toMatchObject([{ teams: ["billing"] }]);
  });

  it("lets a lead lead the teams that deskpulse.yaml says, whatever team events put him in", () => {
    const kim: PersonEntry = {
      email: "kim@example.com",
      agent: "3",
      team: ["billing", "returns"],
      role: "lead",
    };
    const { people, teams } = merged([kim], [knownAgent("3", { team: "phone" })]);

    expect(people).toMatchObject([{ teams: ["billing", "returns"] }]);
    expect(teams.map(({ id, agents }) => [id, agents])).toEqual([
      ["billing", []],
      ["empty", []],
      ["phone", ["3"]],
      ["returns", []],
    ]);
  });

  it("leaves those out of their team who have left, and says so of them", () => {
    const { people, teams } = merged(
      [{ email: "ada@example.com", team: "billing", role: "agent" }],
      [
        knownAgent("17", { email: "ada@example.com", team: "billing", isActive: false }),
        knownAgent("18", { team: "billing" }),
      ],
    );

    expect(people).toMatchObject([
      { agentId: "17", isActive: false },
      { agentId: "18", isActive: true },
    ]);
    expect(teams[0]).toEqual({ id: "billing", name: "Billing", agents: ["18"] });
  });

  it("keeps a manager whose seat in the help desk was given up, unless the entry says that he is that agent", () => {
    const left = [knownAgent("9", { email: "max@example.com", isActive: false })];

    expect(merged([{ email: "max@example.com", role: "manager" }], left).people).toMatchObject([
      { role: "manager", agentId: null, isActive: true },
    ]);
    expect(merged([{ email: "max@example.com", agent: "9", role: "manager" }], left).people).toMatchObject([
      { role: "manager", isActive: false },
    ]);
  });
});
