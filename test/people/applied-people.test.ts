import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyPeople } from "../../src/store/apply-people.ts";
import { rebuildFacts } from "../../src/store/fact-rebuild.ts";
import { withFactsAsOf } from "../../src/store/facts-as-of.ts";
import { knownAgents } from "../../src/store/known-agents.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { pendingChanges } from "../../src/store/projector-pending.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type MetricDesk, metricDesk, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const march = { period: ["2026-03-01", "2026-03-31"] as const, timezone: "UTC" };
const agent = (id: string) => ({ author: { kind: "agent", id } });

async function byTeam(desk: MetricDesk): Promise<Record<string, number | null>> {
  return valuesBy(await desk.ask("messages-sent", { ...march, by: ["team"] }));
}

async function apply(desk: MetricDesk, people: Parameters<typeof applyPeople>[2]): Promise<number> {
  const changed = await applyPeople(database.db, desk.accountId, people);
  await projectChanges(database.db);
  return changed;
}

describe("the team of an agent in deskpulse.yaml", () => {
  it("counts for one whom no event describes", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "1", channel: "chat" }],
      ["2026-03-02T09:01:00Z", "message.sent", { conversation: "1", ...agent("17") }],
    ]);

    expect(await byTeam(desk)).toEqual({ null: 1 });
    expect(await apply(desk, [{ email: "ada@example.com", agent: "17", team: "billing" }])).toBe(1);
    expect(await byTeam(desk)).toEqual({ billing: 1 });
  });

  it("counts for one whose events say a name or an address, but no team", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-01T09:00:00Z", "agent.updated", { agent: "17", name: "Ada", email: "Ada@Example.com" }],
      ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "1", channel: "chat" }],
      ["2026-03-02T09:01:00Z", "message.sent", { conversation: "1", ...agent("17") }],
    ]);
    await apply(desk, [{ email: "ada@example.com", name: "Ada Lovelace", team: ["billing", "returns"] }]);

    expect(await byTeam(desk)).toEqual({ billing: 1 });
    expect(await knownAgents(database.db, desk.accountId)).toEqual([
      {
        id: "17",
        name: "Ada Lovelace",
        email: "Ada@Example.com",
        isActive: true,
        team: "billing",
        hasTeamHistory: true,
      },
    ]);
  });

  it("stands behind what events say, also where they say that there is none", async () => {
    const desk = metricDesk(database);
    await apply(desk, [
      { email: "ada@example.com", agent: "17", team: "billing" },
      { email: "kim@example.com", agent: "3", team: "billing" },
    ]);
    await desk.happened([
      ["2026-03-01T09:00:00Z", "agent.updated", { agent: "17", team: "returns" }],
      ["2026-03-01T09:00:00Z", "agent.updated", { agent: "3", team: null }],
      ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "1", channel: "chat" }],
      ["2026-03-02T09:01:00Z", "message.sent", { conversation: "1", ...agent("17") }],
      ["2026-03-02T09:02:00Z", "message.sent", { conversation: "1", ...agent("3") }],
    ]);

    expect(await byTeam(desk)).toEqual({ returns: 1, null: 1 });
  });

  it("stays through a rebuild, holds at any past moment, and goes with the entry", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "1", channel: "chat" }],
      ["2026-03-02T09:01:00Z", "message.sent", { conversation: "1", ...agent("17") }],
      ["2026-03-20T09:00:00Z", "agent.updated", { agent: "17", name: "Ada" }],
    ]);
    const ada = { email: "ada@example.com", agent: "17", team: "billing" };
    await apply(desk, [ada, { email: "kim@example.com", agent: "3", team: "billing" }]);
    await rebuildFacts(database.db, desk.accountId);

    expect(await byTeam(desk)).toEqual({ billing: 1 });
    const before = new Date("2026-03-10T00:00:00Z");
    const then = await withFactsAsOf(database.db, desk.accountId, before, (db) =>
      knownAgents(db, desk.accountId),
    );
    expect(then).toMatchObject([
      { id: "17", name: null, team: "billing" },
      { id: "3", team: "billing" },
    ]);
    expect(await apply(desk, [])).toBe(2);
    expect(await byTeam(desk)).toEqual({ null: 1 });
    expect(await knownAgents(database.db, desk.accountId)).toMatchObject([{ id: "17", team: null }]);
  });
});

describe("applying the people of deskpulse.yaml", () => {
  it("changes nothing the second time", async () => {
    const { accountId } = metricDesk(database);
    const people = [
      { email: "Ada@Example.com", agent: "17", team: "billing" },
      { email: "max@example.com", role: "manager" },
    ];

    expect(await applyPeople(database.db, accountId, people)).toBe(2);
    await projectChanges(database.db);
    expect(await applyPeople(database.db, accountId, people)).toBe(0);
    expect((await pendingChanges(database.db)).count).toBe(0);
  });

  it("of several processes at once leaves one set of people", async () => {
    const { accountId } = metricDesk(database);
    const people = [{ email: "ada@example.com", agent: "17", team: "billing" }];

    await Promise.all([1, 2, 3].map(() => applyPeople(database.db, accountId, people)));

    const rows = database.db.selectFrom("people").select("email").where("account_id", "=", accountId);
    expect(await rows.execute()).toEqual([{ email: "ada@example.com" }]);
  });

  it("follows an agent from one address to another", async () => {
    const desk = metricDesk(database);
    await apply(desk, [{ email: "ada@example.com", agent: "17", team: "billing" }]);
    await apply(desk, [{ email: "ada.l@example.com", agent: "17", team: "returns" }]);

    expect(await knownAgents(database.db, desk.accountId)).toMatchObject([
      { id: "17", email: "ada.l@example.com", team: "returns" },
    ]);
  });
});
