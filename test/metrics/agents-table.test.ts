import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { type AgentFigures, agentColumns } from "../../src/metrics/agent-figures.ts";
import { agentsTable } from "../../src/metrics/agents-table.ts";
import { parseAgentColumn, sortAgents } from "../../src/metrics/sort-agents.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type MetricDesk, metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
let desk: MetricDesk;

beforeAll(async () => {
  database = await testDatabase();
  desk = metricDesk(database);
  await desk.happened(monday);
});
afterAll(async () => await database.close());

const by = (id: string) => ({ author: { kind: "agent", id } });

/** Around Monday 2 March 2026 in Amsterdam, which is from 1 March 23:00 to 2 March 23:00 UTC. */
const monday: Timetable = [
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "ada", name: "Ada", team: "support" }],
  ["2026-03-02T12:00:00Z", "agent.updated", { agent: "ada", team: "sales" }],
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "bob", name: "Bob", team: "support" }],
  ["2026-03-02T15:00:00Z", "agent.left", { agent: "bob" }],
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "cai", name: "Cai", team: "support" }],
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "dee", name: "Dee", team: "support" }],
  ["2026-02-10T00:00:00Z", "agent.left", { agent: "dee" }],
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "eve", name: "Eve", team: "support" }],
  ["2026-03-02T12:00:00Z", "agent.updated", { agent: "eve", team: "sales" }],

  ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat" }],
  ["2026-03-02T09:00:00Z", "message.received", { conversation: "c1" }],
  ["2026-03-02T09:00:05Z", "message.sent", { conversation: "c1", author: { kind: "bot", id: "ada" } }],
  [
    "2026-03-02T09:10:32Z",
    "message.sent",
    { conversation: "c1", ...by("ada"), media: ["video", "video", "image"] },
  ],
  [
    "2026-03-02T09:11:00Z",
    "note.added",
    { conversation: "c1", agent: "ada", media: ["image", "image", "video"] },
  ],
  ["2026-03-02T13:00:00Z", "message.received", { conversation: "c1" }],
  ["2026-03-02T13:01:00Z", "message.sent", { conversation: "c1", ...by("ada"), media: ["file", "audio"] }],
  ["2026-03-02T14:00:00Z", "conversation.closed", { conversation: "c1", agent: "ada" }],

  ["2026-03-02T09:30:00Z", "message.received", { conversation: "c2" }],
  ["2026-03-02T09:31:00Z", "conversation.assigned", { conversation: "c2", agent: "bob" }],
  ["2026-03-02T10:00:00Z", "message.sent", { conversation: "c2", ...by("bob") }],
  ["2026-03-02T10:05:00Z", "payment.requested", payment("p1", { conversation: "c2", agent: "bob" })],
  ["2026-03-02T10:06:00Z", "payment.requested", payment("p2", { conversation: "c2" })],
  ["2026-03-02T10:10:00Z", "payment.received", payment("p1", { conversation: "c2", agent: "bob" })],
  ["2026-03-02T11:00:00Z", "conversation.closed", { conversation: "c2" }],

  // Spam, and a conversation that becomes a part of the first.
  ["2026-03-02T09:00:00Z", "message.received", { conversation: "c3" }],
  ["2026-03-02T09:40:00Z", "message.sent", { conversation: "c3", ...by("ada"), media: ["image"] }],
  ["2026-03-02T09:41:00Z", "conversation.discarded", { conversation: "c3", reason: "spam" }],
  ["2026-03-02T09:20:00Z", "message.sent", { conversation: "c4", ...by("ada"), media: ["image"] }],
  ["2026-03-02T09:25:00Z", "conversation.closed", { conversation: "c4", agent: "ada" }],
  ["2026-03-02T09:26:00Z", "conversation.merged", { conversation: "c4", into: "c1" }],

  // At the very edges of the day.
  ["2026-03-01T22:59:59.999Z", "message.sent", { conversation: "c5", ...by("ada") }],
  ["2026-03-01T23:00:00Z", "message.sent", { conversation: "c5", ...by("ada") }],
  ["2026-03-02T23:00:00Z", "message.sent", { conversation: "c5", ...by("ada") }],

  // Nobody has told who 17 is.
  ["2026-03-02T10:00:00Z", "message.sent", { ...by("17"), channel: "email" }],

  ["2026-03-02T08:00:00Z", "agent.presence", { agent: "ada", state: "online" }],
  ["2026-02-20T08:00:00Z", "agent.presence", { agent: "cai", state: "online" }],
  ["2026-02-20T16:00:00Z", "agent.presence", { agent: "cai", state: "offline" }],
  ["2026-01-15T09:00:00Z", "message.sent", { conversation: "c6", ...by("dee") }],
];

function payment(id: string, rest: object): object {
  return { payment: id, amount: 50, currency: "EUR", ...rest };
}

interface Asked {
  readonly from?: string;
  readonly to?: string;
  readonly teams?: readonly string[];
  readonly of?: MetricDesk;
  readonly now?: string;
}

async function table({ from = "2026-03-02", to = from, teams, of = desk, now = "2026-11-01" }: Asked = {}) {
  return await agentsTable(database.db, {
    accountId: of.accountId,
    period: periodBetween(from, to, "Europe/Amsterdam"),
    now: new Date(now),
    teams,
  });
}

function row(agents: readonly AgentFigures[], agent: string): Partial<AgentFigures> {
  return agents.find((figures) => figures.agent === agent) ?? {};
}

const nothing = {
  messagesSent: 0,
  paymentRequestsSent: 0,
  videosSent: 0,
  videosSentInNotes: 0,
  imagesSent: 0,
  imagesSentInNotes: 0,
  averageResponseTime: null,
  closedConversations: 0,
  lastSeen: null,
};

describe("the agents' table", () => {
  it("has a row an agent with what each did in the period, by name", async () => {
    expect(await table()).toEqual([
      {
        agent: "ada",
        name: "Ada",
        // 23:00, 09:10:32, 09:20 of the merged conversation, 13:01.
        messagesSent: 4,
        paymentRequestsSent: 0,
        videosSent: 2,
        videosSentInNotes: 1,
        imagesSent: 2,
        imagesSentInNotes: 2,
        // Waits of 10m 32s and of a minute.
        averageResponseTime: 346,
        closedConversations: 1,
        lastSeen: new Date("2026-03-02T23:00:00Z"),
      },
      {
        ...nothing,
        agent: "bob",
        name: "Bob",
        messagesSent: 1,
        // One names him, the other falls to who replied last.
        paymentRequestsSent: 2,
        averageResponseTime: 1800,
        closedConversations: 1,
        lastSeen: new Date("2026-03-02T10:00:00Z"),
      },
      { ...nothing, agent: "cai", name: "Cai", lastSeen: new Date("2026-02-20T16:00:00Z") },
      { ...nothing, agent: "eve", name: "Eve" },
      { ...nothing, agent: "17", name: null, messagesSent: 1, lastSeen: new Date("2026-03-02T10:00:00Z") },
    ]);
  });

  it("shows who has left only in a period with something done", async () => {
    const names = async (from: string) => (await table({ from })).map(({ name }) => name);

    expect(await names("2026-03-03")).toEqual(["Ada", "Cai", "Eve"]);
    expect(await names("2026-01-15")).toEqual(["Ada", "Cai", "Dee", "Eve"]);
  });

  it("counts for a team what was done while in it", async () => {
    const support = await table({ teams: ["support"] });
    const sales = await table({ teams: ["sales"] });

    expect(row(support, "ada")).toMatchObject({
      messagesSent: 3,
      imagesSentInNotes: 2,
      averageResponseTime: 632,
      closedConversations: 0,
      lastSeen: new Date("2026-03-02T23:00:00Z"),
    });
    expect(row(sales, "ada")).toMatchObject({
      messagesSent: 1,
      imagesSentInNotes: 0,
      averageResponseTime: 60,
      closedConversations: 1,
    });
    expect(row(await table({ teams: ["support", "sales"] }), "ada")).toEqual(row(await table(), "ada"));
  });

  it("shows who was in the team at any time of the period", async () => {
    const agents = async (...teams: string[]) => (await table({ teams })).map(({ agent }) => agent);

    expect(await agents("support")).toEqual(["ada", "bob", "cai", "eve"]);
    expect(await agents("sales")).toEqual(["ada", "eve"]);
    expect(await agents("nobody's")).toEqual([]);
  });

  it("gives the figures that the KPIs give", async () => {
    for (const teams of [undefined, ["support"], ["sales"]]) {
      const question = {
        period: ["2026-03-02", "2026-03-02"],
        timezone: "Europe/Amsterdam",
        by: ["agent"],
        filters: { team: teams },
      } as const;
      const kpi = async (id: string) => valuesBy(await desk.ask(id, question));
      const [sent, waits, closed, requested] = [
        await kpi("messages-sent"),
        await kpi("response-time"),
        await kpi("conversations-closed"),
        await kpi("payments-requested"),
      ];

      for (const figures of await table({ ...(teams ? { teams } : {}) }))
        expect(figures).toMatchObject({
          messagesSent: sent[figures.agent] ?? 0,
          averageResponseTime: waits[figures.agent] ?? null,
          closedConversations: closed[figures.agent] ?? 0,
          paymentRequestsSent: requested[figures.agent] ?? 0,
        });
    }
  });

  it("covers the 23 and the 25 hours of the days on which the clock changes", async () => {
    const other = metricDesk(database);
    const sent = (at: string) => [at, "message.sent", by("ada")] as const;
    await other.happened([
      sent("2026-03-28T22:59:59Z"),
      sent("2026-03-28T23:00:00Z"),
      sent("2026-03-29T21:59:59Z"),
      sent("2026-03-29T22:00:00Z"),
      sent("2026-10-24T21:59:59Z"),
      sent("2026-10-24T22:00:00Z"),
      sent("2026-10-25T22:59:59Z"),
      sent("2026-10-25T23:00:00Z"),
    ]);

    expect(row(await table({ of: other, from: "2026-03-29" }), "ada").messagesSent).toBe(2);
    expect(row(await table({ of: other, from: "2026-10-25" }), "ada").messagesSent).toBe(2);
  });

  it("counts a period that still runs up to now", async () => {
    expect(row(await table({ now: "2026-03-02T09:15:00Z" }), "ada").messagesSent).toBe(2);
  });

  it("is the same whatever order events come in, and takes late and repeated ones in", async () => {
    const other = metricDesk(database);
    await other.happened(monday.toReversed());
    await other.happened([
      ["2026-03-02T20:00:00Z", "note.added", { conversation: "c1", agent: "cai", media: ["image"] }],
    ]);

    const agents = await table({ of: other });
    expect(row(agents, "ada")).toEqual(row(await table(), "ada"));
    expect(row(agents, "cai")).toMatchObject({
      imagesSentInNotes: 1,
      imagesSent: 0,
      messagesSent: 0,
      lastSeen: new Date("2026-03-02T20:00:00Z"),
    });
  });

  it("is empty where nothing is known", async () => {
    expect(await table({ of: metricDesk(database) })).toEqual([]);
  });
});

describe("sorting the agents' table", () => {
  const agent = (id: string, some: Partial<AgentFigures>): AgentFigures => ({
    agent: id,
    name: null,
    ...nothing,
    ...some,
  });
  const agents = [
    agent("1", { name: "Bea", messagesSent: 5, averageResponseTime: 60, lastSeen: new Date("2026-03-01") }),
    agent("2", { name: "Çan", messagesSent: 50, averageResponseTime: 30, lastSeen: new Date("2026-03-02") }),
    agent("10", { messagesSent: 5, averageResponseTime: null }),
    agent("3", { name: "Ada", messagesSent: 0, averageResponseTime: 600, lastSeen: new Date("2025-03-01") }),
  ];
  const order = (column: string, isReversed = false) =>
    sortAgents(agents, parseAgentColumn(column), isReversed).map(({ agent: id }) => id);

  it("has names from A, most first, fastest first and latest first; nothing last", () => {
    expect(order("name")).toEqual(["3", "1", "2", "10"]);
    expect(order("agent")).toEqual(["1", "2", "3", "10"]);
    expect(order("messages-sent")).toEqual(["2", "1", "10", "3"]);
    expect(order("average-response-time")).toEqual(["2", "1", "3", "10"]);
    expect(order("last-seen")).toEqual(["2", "1", "3", "10"]);
  });

  it("goes the other way round, with nothing still last", () => {
    expect(order("messages-sent", true)).toEqual(["3", "1", "10", "2"]);
    expect(order("average-response-time", true)).toEqual(["3", "1", "2", "10"]);
    expect(order("last-seen", true)).toEqual(["3", "1", "2", "10"]);
  });

  it("knows every column by its words as commands, JSON and tables write them", () => {
    for (const column of agentColumns) {
      expect(parseAgentColumn(column.id)).toBe(column);
      expect(parseAgentColumn(column.field)).toBe(column);
      expect(parseAgentColumn(column.title)).toBe(column);
      expect(parseAgentColumn(column.id.replaceAll("-", "_").toUpperCase())).toBe(column);
    }
  });

  it("refuses a column that is not there, naming the nearest", () => {
    expect(() => parseAgentColumn("last-sen")).toThrow(
      '"last-sen" is no column of the agents\' table: did you mean last-seen?',
    );
    expect(() => parseAgentColumn("zzz")).toThrow("there are agent, name, messages-sent, ");
  });
});
