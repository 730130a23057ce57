import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dimensions } from "../../src/metrics/metric-query.ts";
import {
  type Allowed,
  LEAST_PEOPLE,
  mayAsk,
  mayLinkPeople,
  type Permission,
} from "../../src/people/may-ask.ts";
import { mergedDirectory } from "../../src/people/merged-directory.ts";
import type { Question } from "../../src/people/question.ts";
import { office, officePeople, stranger, viewerOf } from "../support/viewers.ts";

const csat = (changes: Partial<Question> = {}): Question => ({
  metrics: ["csat"],
  by: [],
  filters: {},
  ...changes,
});
const ask = (email: string, changes: Partial<Question>): Permission => mayAsk(viewerOf(email), csat(changes));
const ofBilling = { filters: { team: ["billing"] } };

function whyNot(permission: Permission): string {
  return permission.allowed ? "allowed" : permission.reason;
}

describe("an agent", () => {
  it("may ask for the own numbers, split and narrowed at will", () => {
    const own = { filters: { agent: ["17"], tag: ["vip"], channel: ["chat"] }, by: ["hour", "tag"] };

    expect(ask("ada@example.com", { ...own, shows: "conversations" })).toEqual({
      allowed: true,
      isLookUp: false,
      lookedUp: [],
      leastPeople: 0,
    });
  });

  it("may ask for the own team's numbers where they tell of four people or more", () => {
    expect(ask("ada@example.com", { ...ofBilling, by: ["channel", "day"] })).toEqual({
      allowed: true,
      isLookUp: false,
      lookedUp: [],
      leastPeople: 4,
    });
  });

  it.each<[string, Partial<Question>]>([
    ["another's numbers", { filters: { agent: ["18"] } }],
    ["the own numbers together with another's", { filters: { agent: ["17", "18"] } }],
    [
      "the own agent narrowed to another by a scope",
      { filters: { agent: ["17"] }, scope: { agent: ["18"] } },
    ],
    ["the team agent by agent", { ...ofBilling, by: ["agent"] }],
    ["the team narrowed to one agent", { filters: { team: ["billing"], agent: ["18"] } }],
    ["the team by tag, which may name anybody", { ...ofBilling, by: ["tag"] }],
    ["the team narrowed by tag", { filters: { team: ["billing"], tag: ["bo"] } }],
    ["the team hour by hour", { ...ofBilling, by: ["hour"] }],
    ["the conversations behind the team's number", { ...ofBilling, shows: "conversations" }],
    ["another team", { filters: { team: ["returns"] } }],
    ["the own team and another", { filters: { team: ["billing", "returns"] } }],
    ["everything", {}],
    ["everything by team", { by: ["team"] }],
    ["no agent at all, written as an empty list", { filters: { agent: [] } }],
    ["no team at all, written as an empty list", { filters: { team: [] } }],
  ])("may not ask for %s", (_, question) => {
    expect(ask("ada@example.com", question).allowed).toBe(false);
  });

  it("may split the team by every dimension there is but those that single people out", () => {
    const refused = dimensions.filter((by) => !ask("ada@example.com", { ...ofBilling, by: [by] }).allowed);

    expect(refused).toEqual(["agent", "tag", "hour"]);
  });

  it("is told the rule and whom to ask", () => {
    expect(whyNot(ask("ada@example.com", { filters: { agent: ["18"] } }))).toBe(
      "You see your own numbers, and no other person's. Ask Kim.",
    );
    expect(whyNot(ask("ada@example.com", {}))).toBe(
      "You see your own numbers, and those of Billing. Ask Kim.",
    );
    expect(ask("ada@example.com", {})).toMatchObject({ ask: [{ email: "kim@example.com" }] });
  });

  it("may not ask for a team of fewer than four, and is sent to a manager where nobody leads it", () => {
    expect(whyNot(ask("eve@example.com", { filters: { team: ["returns"] } }))).toBe(
      "returns has fewer than 4 agents, so its numbers would tell of single persons. Ask Max.",
    );
  });

  it("whom no agent of the help desk is known to be has no numbers of the own", () => {
    const people = [{ email: "gus@example.com", team: "billing", role: "agent" } as const, ...officePeople];
    const gus = viewerOf("gus@example.com", mergedDirectory({ people, teams: {} }, []));

    expect(whyNot(mayAsk(gus, csat({ filters: { agent: ["17"] } })))).toBe(
      "deskpulse does not know which agent of the help desk you are, so you see no numbers of your own, and no other person's. Ask Kim.",
    );
    expect(mayAsk(gus, csat(ofBilling))).toMatchObject({ allowed: true, leastPeople: 4 });
  });

  it("is told what to do where nobody can be asked", () => {
    const alone = mergedDirectory({ people: officePeople.slice(0, 1), teams: {} }, []);

    expect(whyNot(mayAsk(viewerOf("ada@example.com", alone), csat()))).toMatch(
      /deskpulse\.yaml names no lead, manager or admin yet/,
    );
  });
});

describe("a lead", () => {
  it("may ask for everything of the team, and looking at one of its agents is written down", () => {
    expect(ask("kim@example.com", { ...ofBilling, by: ["agent", "tag", "hour"] })).toMatchObject({
      allowed: true,
      isLookUp: false,
      leastPeople: 0,
    });
    expect(ask("kim@example.com", { filters: { agent: ["17", "3"] } })).toMatchObject({
      allowed: true,
      isLookUp: true,
      lookedUp: ["17"],
    });
  });

  it.each<[string, Partial<Question>]>([
    ["another team", { filters: { team: ["returns"] } }],
    ["an agent of another team", { filters: { agent: ["30"] } }],
    ["an agent of another team beside one of the own", { filters: { agent: ["17", "30"] } }],
    ["everything by team", { by: ["team"] }],
  ])("may not ask for %s", (_, question) => {
    expect(whyNot(ask("kim@example.com", question))).toBe(
      "You lead Billing, and see its numbers and those of its agents. Ask Max.",
    );
  });
});

describe("managers and admins", () => {
  it.each(["max@example.com", "root@example.com"])("may ask for everything: %s", (email) => {
    expect(ask(email, { by: ["agent"] })).toMatchObject({ allowed: true, isLookUp: false, leastPeople: 0 });
    expect(ask(email, { filters: { agent: ["30"] } })).toMatchObject({ isLookUp: true, lookedUp: ["30"] });
  });

  it("alone may link people", () => {
    const may = officePeople.filter(({ email }) => mayLinkPeople(viewerOf(email))).map(({ email }) => email);

    expect(may).toEqual(["max@example.com", "root@example.com"]);
    expect(mayLinkPeople(stranger())).toBe(false);
  });
});

it("nobody may ask for nothing", () => {
  expect(mayAsk(stranger(), csat())).toEqual({ allowed: false, reason: "Who are you?", ask: [] });
});

/** What a value could be drawn from: each agent has rows in each team, which he may have changed. */
interface Row {
  readonly agent: string;
  readonly team: string;
}
const agentIds = office.agents.map(({ id }) => id);
const teamIds = ["billing", "returns"];
const rows: readonly Row[] = agentIds.flatMap((agent) => teamIds.map((team) => ({ agent, team })));

const values = fc.oneof(
  fc.constantFrom(["17"], ["30"], ["3", "17"], ["billing"], ["returns"], []),
  fc.array(fc.constantFrom(...agentIds, ...teamIds, "chat", ""), { maxLength: 3 }),
);
const asked = ["agent", "team", "channel", "tag", "hour", "day", "Agent", "__proto__", "automatic"];
const dimension = fc.oneof(fc.constantFrom("agent", "team"), fc.constantFrom(...asked));
const narrowing = fc
  .array(fc.tuple(dimension, values), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
const question: fc.Arbitrary<Question> = fc.record({
  metrics: fc.constant(["csat"]),
  by: fc.array(dimension, { maxLength: 2 }),
  filters: narrowing,
  scope: fc.oneof(fc.constant(undefined), fc.constant("all" as const), narrowing),
  shows: fc.constantFrom("numbers" as const, "conversations" as const),
});

/** The rows behind an answer, whichever of filters and scope goes before the other. */
function rowsBehind({ filters, scope }: Question): Row[] {
  const more = scope === undefined || scope === "all" ? {} : scope;
  return [
    { ...more, ...filters },
    { ...filters, ...more },
  ].flatMap((narrowed) =>
    rows.filter(({ agent, team }) => {
      const [agents, teams] = [narrowed["agent"], narrowed["team"]];
      // An empty list may be read as no filter.
      return (!agents?.length || agents.includes(agent)) && (!teams?.length || teams.includes(team));
    }),
  );
}

function allowedOnes(email: string, then: (question: Question, permission: Allowed) => void): void {
  let count = 0;
  fc.assert(
    fc.property(question, (asked) => {
      const permission = mayAsk(viewerOf(email), asked);
      if (!permission.allowed) return;
      count++;
      then(asked, permission);
    }),
    { numRuns: 3000, seed: 17 },
  );
  expect(count).toBeGreaterThan(20);
}

describe("whatever is asked", () => {
  it("an agent's answer is about himself alone, or about a group of his team", () => {
    allowedOnes("ada@example.com", (asked, { leastPeople, isLookUp }) => {
      const behind = rowsBehind(asked);
      if (leastPeople === 0) expect(behind.every(({ agent }) => agent === "17")).toBe(true);
      else {
        expect(leastPeople).toBe(LEAST_PEOPLE);
        expect(behind.every(({ team }) => team === "billing")).toBe(true);
        expect([...asked.by, ...Object.keys(asked.filters)]).not.toContain("agent");
        expect(asked.shows).not.toBe("conversations");
      }
      expect(isLookUp).toBe(false);
    });
  });

  it("an agent of a small team has answers about himself alone", () => {
    allowedOnes("eve@example.com", (asked) => {
      expect(rowsBehind(asked).every(({ agent }) => agent === "30")).toBe(true);
    });
  });

  it("a lead's answer is about the own team or its agents, and who is named is written down", () => {
    const own = ["3", "17", "18", "19", "20"];
    allowedOnes("kim@example.com", (asked, { lookedUp }) => {
      const behind = rowsBehind(asked);
      const isTeam = behind.every(({ team }) => team === "billing");
      expect(isTeam || behind.every(({ agent }) => own.includes(agent))).toBe(true);
      const named = Object.hasOwn(asked.filters, "agent") ? (asked.filters["agent"] ?? []) : [];
      expect(named.filter((agent) => agent !== "3" && !lookedUp.includes(agent))).toEqual([]);
    });
  });
});
