import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const agent = (id: string) => ({ author: { kind: "agent", id } });

function opened(at: string, conversation: string, data: object = {}): Timetable[number] {
  return [at, "conversation.opened", { conversation, channel: "chat", ...data }];
}

describe("messages-sent and messages-received", () => {
  const day: Timetable = [
    opened("2026-03-02T09:00:00Z", "c1"),
    ["2026-03-02T09:00:00Z", "message.received", { conversation: "c1" }],
    ["2026-03-02T09:05:00Z", "message.sent", { conversation: "c1", author: { kind: "bot" } }],
    ["2026-03-02T09:06:00Z", "message.sent", { conversation: "c1", ...agent("17") }],
    ["2026-03-02T09:07:00Z", "note.added", { conversation: "c1", agent: "17" }],
    ["2026-03-02T10:00:00Z", "message.sent", { author: { kind: "campaign" } }],
    ["2026-03-02T10:00:01Z", "message.sent", { author: { kind: "reminder" } }],
    ["2026-03-02T11:00:00Z", "message.received", { inReplyTo: "campaign" }],
  ];

  it("count messages whoever wrote them, and never notes", async () => {
    const desk = metricDesk(database);
    await desk.happened(day);

    expect(await desk.total("messages-sent", { period: "2026-03-02" })).toMatchObject({
      value: 4,
      sample: 4,
    });
    expect(await desk.total("messages-received", { period: "2026-03-02" })).toMatchObject({ value: 2 });
  });

  it("belong to the agent who sent them, and to nobody where a machine did", async () => {
    const desk = metricDesk(database);
    await desk.happened(day);

    expect(valuesBy(await desk.ask("messages-sent", { period: "2026-03-02", by: ["agent"] }))).toEqual({
      "17": 1,
      null: 3,
    });
  });

  it("received belong to the assignee then", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      ["2026-03-02T09:00:00Z", "message.received", { conversation: "c1" }],
      ["2026-03-02T09:01:00Z", "conversation.assigned", { conversation: "c1", agent: "17" }],
      ["2026-03-02T09:02:00Z", "message.received", { conversation: "c1" }],
      ["2026-03-02T09:03:00Z", "conversation.assigned", { conversation: "c1", agent: "18" }],
    ]);

    expect(valuesBy(await desk.ask("messages-received", { period: "2026-03-02", by: ["agent"] }))).toEqual({
      "17": 1,
      null: 1,
    });
  });

  it("have their own channel before that of their conversation", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      ["2026-03-02T09:00:00Z", "message.received", { conversation: "c1" }],
      ["2026-03-02T09:02:00Z", "message.received", { conversation: "c1", channel: "email" }],
    ]);

    expect(valuesBy(await desk.ask("messages-received", { period: "2026-03-02", by: ["channel"] }))).toEqual({
      chat: 1,
      email: 1,
    });
  });

  it("are in the period that begins with their instant, not in the one that ends with it", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T00:00:00Z", "message.received", {}],
      ["2026-03-02T23:59:59.999Z", "message.received", {}],
      ["2026-03-03T00:00:00Z", "message.received", {}],
    ]);
    const value = async (period: string) => (await desk.total("messages-received", { period })).value;

    expect(await value("2026-03-01")).toBe(0);
    expect(await value("2026-03-02")).toBe(2);
    expect(await value("2026-03-03")).toBe(1);
  });

  it("are left out when their conversation is discarded, and move when it is merged", async () => {
    const desk = metricDesk(database);
    await desk.happened(day);
    await desk.happened([
      opened("2026-03-02T08:00:00Z", "c0", { channel: "email" }),
      ["2026-03-05T00:00:00Z", "conversation.merged", { conversation: "c1", into: "c0" }],
    ]);
    expect(valuesBy(await desk.ask("messages-sent", { period: "2026-03-02", by: ["channel"] }))).toEqual({
      email: 2,
      null: 2,
    });

    await desk.happened([
      ["2026-03-06T00:00:00Z", "conversation.discarded", { conversation: "c0", reason: "spam" }],
    ]);
    expect((await desk.total("messages-sent", { period: "2026-03-02" })).value).toBe(2);
  });
});

describe("conversations-opened", () => {
  it("counts openings by who initiated them", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      opened("2026-03-02T09:00:00Z", "c2", { initiatedBy: "agent" }),
      ["2026-03-02T10:00:00Z", "message.received", { conversation: "c3" }],
    ]);

    const results = await desk.ask("conversations-opened", { period: "2026-03-02", by: ["initiated-by"] });
    expect(valuesBy(results)).toEqual({ agent: 1, customer: 2 });
  });

  it("is split by what a conversation is like as last known", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1", { priority: "low", tags: ["a"], agent: "17" }),
      ["2026-04-02T09:00:00Z", "conversation.updated", { conversation: "c1", priority: "high" }],
      ["2026-04-02T09:00:00Z", "conversation.tagged", { conversation: "c1", tags: ["b"] }],
      ["2026-04-02T09:00:00Z", "conversation.assigned", { conversation: "c1", agent: "18" }],
      ["2026-04-03T09:00:00Z", "conversation.resolved", { conversation: "c1" }],
    ]);
    const by = async (dimension: "priority" | "tag" | "agent" | "status") =>
      valuesBy(await desk.ask("conversations-opened", { period: "2026-03-02", by: [dimension] }));

    expect(await by("priority")).toEqual({ high: 1 });
    expect(await by("tag")).toEqual({ a: 1, b: 1 });
    expect(await by("agent")).toEqual({ "18": 1 });
    expect(await by("status")).toEqual({ resolved: 1 });
  });

  it("leaves out merged and discarded conversations at once and backwards in time", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      opened("2026-03-02T09:01:00Z", "c2"),
      opened("2026-03-02T09:02:00Z", "c3"),
    ]);
    expect((await desk.total("conversations-opened", { period: "2026-03-02" })).value).toBe(3);

    await desk.happened([
      ["2026-05-02T09:00:00Z", "conversation.merged", { conversation: "c2", into: "c1" }],
      ["2026-05-02T09:00:00Z", "conversation.discarded", { conversation: "c3", reason: "spam" }],
    ]);
    expect((await desk.total("conversations-opened", { period: "2026-03-02" })).value).toBe(1);
  });

  it("compares with the period before, and says nothing of what cannot be compared", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...Array.from({ length: 30 }, (_, no) => opened("2026-03-02T09:00:00Z", `a${no}`)),
      ...Array.from({ length: 10 }, (_, no) => opened("2026-03-03T09:00:00Z", `b${no}`)),
    ]);

    expect(await desk.total("conversations-opened", { period: "2026-03-03" })).toMatchObject({
      value: 10,
      previous: { value: 30, sample: 30 },
      verdict: "lower",
      better: null,
    });
    expect((await desk.total("conversations-opened", { period: "2026-03-03" })).change).toBeCloseTo(
      -66.667,
      2,
    );
    expect(await desk.total("conversations-opened", { period: "2026-03-02" })).toMatchObject({
      value: 30,
      previous: { value: 0, sample: 0 },
      change: null,
      verdict: "no-data-before",
    });
  });

  it("counts the hours a day has: the day after clocks go back is not quieter for being shorter", async () => {
    const desk = metricDesk(database);
    const hourly = (from: string, hours: number, name: string) =>
      Array.from({ length: hours * 4 }, (_, no) =>
        opened(new Date(Date.parse(from) + no * 900_000).toISOString(), `${name}${no}`),
      );
    await desk.happened([
      ...hourly("2026-10-24T22:00:00Z", 25, "a"),
      ...hourly("2026-10-25T23:00:00Z", 24, "b"),
    ]);
    const result = await desk.total("conversations-opened", {
      period: "2026-10-26",
      timezone: "Europe/Amsterdam",
    });

    expect(result).toMatchObject({ value: 96, previous: { value: 100 }, verdict: "about-the-same" });
  });
});

describe("conversations-closed", () => {
  it("counts a closing once until the conversation is opened again, for the agent who closed it", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1", { agent: "17" }),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1" }],
      ["2026-03-02T11:00:00Z", "conversation.closed", { conversation: "c1", agent: "18" }],
      ["2026-03-02T12:00:00Z", "conversation.closed", { conversation: "c1", agent: "18", archived: true }],
      ["2026-03-03T09:00:00Z", "message.received", { conversation: "c1" }],
      ["2026-03-03T10:00:00Z", "conversation.closed", { conversation: "c1" }],
    ]);
    const by = async (period: string) =>
      valuesBy(await desk.ask("conversations-closed", { period, by: ["agent"] }));

    expect(await by("2026-03-02")).toEqual({ "18": 1 });
    expect(await by("2026-03-03")).toEqual({ "17": 1, "18": 0 });
  });
});

describe("open-conversations", () => {
  const month: Timetable = [
    opened("2026-03-01T09:00:00Z", "old"),
    opened("2026-03-08T09:00:00Z", "short"),
    ["2026-03-08T15:00:00Z", "conversation.resolved", { conversation: "short" }],
    opened("2026-03-09T09:00:00Z", "reopened"),
    ["2026-03-09T10:00:00Z", "conversation.resolved", { conversation: "reopened" }],
    ["2026-03-11T10:00:00Z", "message.received", { conversation: "reopened" }],
    opened("2026-03-11T09:00:00Z", "snoozed", { channel: "email" }),
    ["2026-03-11T12:00:00Z", "conversation.snoozed", { conversation: "snoozed" }],
  ];

  it("is the level at the end of the period and of the one before", async () => {
    const desk = metricDesk(database);
    await desk.happened(month);

    expect(await desk.total("open-conversations", { period: "2026-03-11" })).toMatchObject({
      value: 3,
      sample: 3,
      previous: { value: 1, sample: 1 },
      verdict: "too-few",
    });
  });

  it("by day is the level at each day's end, beside that of the period before", async () => {
    const desk = metricDesk(database);
    await desk.happened(month);
    const results = await desk.ask("open-conversations", { period: "2026-03-08..2026-03-11", by: ["day"] });

    expect(valuesBy(results)).toEqual({
      "2026-03-08": 1,
      "2026-03-09": 1,
      "2026-03-10": 1,
      "2026-03-11": 3,
    });
    expect(results.map((result) => result.previous.value)).toEqual([1, 1, 1, 1]);
  });

  it("is taken now while the period runs", async () => {
    const desk = metricDesk(database);
    await desk.happened(month);
    const at = async (now: string) =>
      (await desk.total("open-conversations", { period: "today", now })).value;

    expect(await at("2026-03-11T08:00:00Z")).toBe(1);
    expect(await at("2026-03-11T09:30:00Z")).toBe(2);
  });

  it("shows the ages and the snoozed ones beside it", async () => {
    const desk = metricDesk(database);
    await desk.happened(month);

    expect((await desk.total("open-conversations", { period: "2026-03-11" })).notes).toEqual([
      "1 of them snoozed",
      "by age: under 1 d 1, 1–3 d 1, 3–7 d 0, 7 d and older 1",
    ]);
    expect(valuesBy(await desk.ask("open-conversations", { period: "2026-03-11", by: ["status"] }))).toEqual({
      open: 2,
      snoozed: 1,
    });
  });

  it("has no hour of the day of its own", async () => {
    const desk = metricDesk(database);

    await expect(
      desk.ask("open-conversations", { period: "2026-03-11", by: ["hour-of-day"] }),
    ).rejects.toThrow(/cannot be split or filtered by hour-of-day/);
    await expect(
      desk.ask("open-conversations", { period: "2026-03-11", by: ["day", "week"] }),
    ).rejects.toThrow(/is a level/);
  });
});
