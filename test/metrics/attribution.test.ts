import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Agent 17 moves from billing to sales on 10 March; agent 18 has no team. */
const staff: Timetable = [
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "17", team: "billing" }],
  ["2026-03-10T12:00:00Z", "agent.updated", { agent: "17", team: "sales" }],
  ["2026-01-01T00:00:00Z", "agent.updated", { agent: "18", name: "Nobody's" }],
];

function reply(at: string, conversation: string, agent: string): Timetable[number] {
  return [at, "message.sent", { conversation, author: { kind: "agent", id: agent } }];
}

describe("the team of what happened", () => {
  it("is the agent's at that moment, else the conversation's at that moment", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...staff,
      ["2026-03-09T08:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat", team: "front" }],
      reply("2026-03-10T11:59:59Z", "c1", "17"),
      reply("2026-03-10T12:00:00Z", "c1", "17"),
      reply("2026-03-10T13:00:00Z", "c1", "18"),
      ["2026-03-10T14:00:00Z", "message.sent", { conversation: "c1", author: { kind: "bot" } }],
      ["2026-03-10T15:00:00Z", "conversation.assigned", { conversation: "c1", team: "back" }],
      reply("2026-03-10T16:00:00Z", "c1", "18"),
    ]);
    const question = { period: "2026-03-10", by: ["team"] } as const;

    expect(valuesBy(await desk.ask("messages-sent", question))).toEqual({
      back: 1,
      billing: 1,
      front: 2,
      sales: 1,
    });
    expect(
      (await desk.total("messages-sent", { period: "2026-03-10", filters: { team: ["billing", "back"] } }))
        .value,
    ).toBe(2);
  });

  it("of cohorts by opening and of levels is the last known", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...staff,
      ["2026-03-02T08:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat", agent: "17" }],
    ]);
    const by = async (metric: string) =>
      valuesBy(await desk.ask(metric, { period: "2026-03-02", by: ["team"] }));

    expect(await by("conversations-opened")).toEqual({ sales: 1 });
    expect(await by("resolution-rate")).toEqual({ sales: 0 });
    expect(await by("open-conversations")).toEqual({ sales: 1 });
  });

  it("of a level is that of the last assignee, whoever ended it since", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...staff,
      ["2026-03-02T08:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat", agent: "17" }],
      ["2026-03-03T09:00:00Z", "message.sent", { conversation: "c1", author: { kind: "agent", id: "18" } }],
      ["2026-03-03T10:00:00Z", "conversation.resolved", { conversation: "c1", agent: "18" }],
      ["2026-03-04T08:00:00Z", "conversation.assigned", { conversation: "c1", team: "back" }],
    ]);
    const question = { period: "2026-03-02", by: ["agent", "team"] } as const;

    expect(valuesBy(await desk.ask("open-conversations", question))).toEqual({ "17 sales": 1 });
    expect(await desk.ask("response-time", question)).toMatchObject([
      { key: { agent: "17", team: "sales" }, notes: ["1 still waiting, the longest 16h"] },
    ]);
    const filters = { agent: ["18"] };
    expect((await desk.total("open-conversations", { ...question, by: [], filters })).value).toBe(0);
  });

  it("of a resolution is that of the agent who resolved, when he did", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...staff,
      ["2026-03-02T08:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat" }],
      reply("2026-03-02T09:00:00Z", "c1", "17"),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1" }],
    ]);

    for (const metric of ["resolution-time", "reopened-rate", "single-reply-resolution-rate"]) {
      const [result] = await desk.ask(metric, { period: "2026-03-02", by: ["team", "agent"] });
      expect(result).toMatchObject({ key: { team: "billing", agent: "17" }, sample: 1 });
    }
  });
});

describe("filters", () => {
  it("take any of the values of a dimension, and all of the dimensions", async () => {
    const desk = metricDesk(database);
    const conversation = (id: string, data: object): Timetable[number] => [
      "2026-03-02T08:00:00Z",
      "conversation.opened",
      { conversation: id, ...data },
    ];
    await desk.happened([
      conversation("c1", { channel: "chat", priority: "high", tags: ["refund", "vip"] }),
      conversation("c2", { channel: "email", priority: "high", tags: ["refund"] }),
      conversation("c3", { channel: "email", priority: "low" }),
      conversation("c4", { channel: "phone", priority: "high" }),
    ]);
    const value = async (filters: Readonly<Record<string, readonly string[]>>) =>
      (await desk.total("conversations-opened", { period: "2026-03-02", filters })).value;

    expect(await value({ channel: ["chat", "email"] })).toBe(3);
    expect(await value({ channel: ["chat", "email"], priority: ["high"] })).toBe(2);
    expect(await value({ tag: ["refund", "vip"] })).toBe(2);
    expect(await value({ tag: ["refund"], channel: ["email"] })).toBe(1);
    expect(await value({ topic: ["none"] })).toBe(0);
  });
});
