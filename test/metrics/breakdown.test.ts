import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let messages = 0;
function received(at: string, channel = "chat"): Timetable[number] {
  return [at, "message.received", { channel, message: `m${messages++}` }];
}

function opened(at: string, conversation: string, tags: readonly string[]): Timetable[number] {
  return [at, "conversation.opened", { conversation, channel: "chat", tags }];
}

describe("a breakdown by names", () => {
  it("has every key of either period, in order, with 0 where a count found nothing", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-03-01T09:00:00Z", "phone"),
      received("2026-03-02T09:00:00Z", "email"),
      received("2026-03-02T09:00:00Z", "chat"),
      ["2026-03-02T09:00:00Z", "message.received", {}],
    ]);
    const results = await desk.ask("messages-received", { period: "2026-03-02", by: ["channel"] });

    expect(results.map(({ key, value, previous }) => [key["channel"], value, previous.value])).toEqual([
      ["chat", 1, 0],
      ["email", 1, 0],
      ["phone", 0, 1],
      [null, 1, 0],
    ]);
  });

  it("is empty where nothing was found", async () => {
    const desk = metricDesk(database);

    expect(await desk.ask("messages-received", { period: "2026-03-02", by: ["channel"] })).toEqual([]);
  });

  it("by tag counts a conversation under each of its tags, and once in the total", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1", ["a", "b"]),
      opened("2026-03-02T09:00:00Z", "c2", ["a"]),
      opened("2026-03-02T09:00:00Z", "c3", []),
    ]);
    const by = async (filters = {}) =>
      valuesBy(await desk.ask("conversations-opened", { period: "2026-03-02", by: ["tag"], filters }));

    expect(await by()).toEqual({ a: 2, b: 1, null: 1 });
    expect(await by({ tag: ["b"] })).toEqual({ b: 1 });
    expect((await desk.total("conversations-opened", { period: "2026-03-02" })).value).toBe(3);
  });

  it("has no cell for what stands beside a KPI and cannot be split as it is", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1", []),
      ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1" }],
      ["2026-03-02T11:00:00Z", "conversation.reopened", { conversation: "c1" }],
      ["2026-03-02T14:00:00Z", "conversation.resolved", { conversation: "c1" }],
    ]);
    const results = await desk.ask("resolution-time", { period: "2026-03-02", by: ["status"] });

    expect(results.map(({ key, value }) => [key["status"], value])).toEqual([["resolved", 18_000]]);
  });

  it("does not depend on what else is asked", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-03-02T09:00:00Z", "chat"),
      ["2026-03-02T09:00:00Z", "message.sent", { channel: "email", author: { kind: "bot" } }],
    ]);

    const sent = await desk.ask("messages-sent", { period: "2026-03-02", by: ["channel"] });
    expect(valuesBy(sent)).toEqual({ email: 1 });
  });
});

describe("a breakdown by time", () => {
  it("has every local day of the period, beside the same day of the one before", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-02-26T10:00:00Z"),
      received("2026-02-27T23:30:00Z"),
      received("2026-03-01T10:00:00Z"),
      received("2026-03-02T23:30:00Z"),
    ]);
    const results = await desk.ask("messages-received", {
      period: "2026-03-01..2026-03-03",
      timezone: "Europe/Amsterdam",
      by: ["day"],
    });

    expect(results.map(({ key, value, previous }) => [key["day"], value, previous.value])).toEqual([
      ["2026-03-01", 1, 1],
      ["2026-03-02", 0, 0],
      ["2026-03-03", 1, 1],
    ]);
  });

  it("has the days of a running period that have begun, each compared with its elapsed part", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-02-24T11:00:00Z"),
      received("2026-02-24T13:00:00Z"),
      received("2026-03-03T11:00:00Z"),
    ]);
    const results = await desk.ask("messages-received", {
      period: "this week",
      now: "2026-03-03T12:00:00Z",
      by: ["day"],
    });

    expect(results.map(({ key, value, previous }) => [key["day"], value, previous.value])).toEqual([
      ["2026-03-02", 0, 0],
      ["2026-03-03", 1, 1],
    ]);
  });

  it("knows a local day of 23, 24 or 25 hours, and zones of :45", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-03-28T22:59:59Z"),
      received("2026-03-28T23:00:00Z"),
      received("2026-03-29T21:59:59Z"),
      received("2026-03-29T22:00:00Z"),
      received("2026-10-25T22:59:59Z"),
    ]);
    const days = async (period: string, timezone: string) =>
      valuesBy(await desk.ask("messages-received", { period, timezone, by: ["day"] }));

    expect(await days("2026-03-28..2026-03-30", "Europe/Amsterdam")).toEqual({
      "2026-03-28": 1,
      "2026-03-29": 2,
      "2026-03-30": 1,
    });
    expect(await days("2026-10-25", "Europe/Amsterdam")).toEqual({ "2026-10-25": 1 });
    expect(await days("2026-03-29..2026-03-30", "Pacific/Chatham")).toEqual({
      "2026-03-29": 2,
      "2026-03-30": 2,
    });
    expect(await days("2026-03-29..2026-03-30", "Asia/Kathmandu")).toEqual({
      "2026-03-29": 2,
      "2026-03-30": 2,
    });
  });

  it("tells the two hours apart that share a name, and puts them together by hour of the day", async () => {
    const desk = metricDesk(database);
    await desk.happened([received("2026-10-25T00:30:00Z"), received("2026-10-25T01:30:00Z")]);
    const question = { period: "2026-10-25", timezone: "Europe/Amsterdam" };
    const hours = valuesBy(await desk.ask("messages-received", { ...question, by: ["hour"] }));
    const clock = valuesBy(await desk.ask("messages-received", { ...question, by: ["hour-of-day"] }));

    expect(hours["2026-10-25T02:00+02:00"]).toBe(1);
    expect(hours["2026-10-25T02:00+01:00"]).toBe(1);
    expect(Object.keys(hours)).toHaveLength(25);
    expect(clock["02"]).toBe(2);
    expect(Object.keys(clock)).toHaveLength(24);
  });

  it("crosses hour of the day with weekday, all cells there, weekdays in the week's order", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-03-02T09:10:00Z"),
      received("2026-03-09T09:50:00Z"),
      received("2026-03-08T23:00:00Z"),
    ]);
    const results = await desk.ask("messages-received", {
      period: "2026-03-02..2026-03-15",
      by: ["weekday", "hour-of-day"],
      weekStartsOn: "sunday",
    });

    expect(results).toHaveLength(7 * 24);
    expect(results[0]?.key).toEqual({ weekday: "sunday", "hour-of-day": "00" });
    expect(valuesBy(results)).toMatchObject({ "monday 09": 2, "sunday 23": 1, "tuesday 09": 0 });
  });

  it("crosses names with days, every name on every day", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      received("2026-03-02T09:00:00Z", "chat"),
      received("2026-03-03T09:00:00Z", "email"),
    ]);
    const results = await desk.ask("messages-received", {
      period: "2026-03-02..2026-03-03",
      by: ["channel", "day"],
    });

    expect(valuesBy(results)).toEqual({
      "chat 2026-03-02": 1,
      "chat 2026-03-03": 0,
      "email 2026-03-02": 0,
      "email 2026-03-03": 1,
    });
  });

  it("compares weeks and months one by one, and has nothing before what had no counterpart", async () => {
    const desk = metricDesk(database);
    await desk.happened([received("2026-02-28T09:00:00Z"), received("2026-03-31T09:00:00Z")]);
    const results = await desk.ask("messages-received", { period: "2026-03-01..2026-03-31", by: ["day"] });

    expect(results).toHaveLength(31);
    expect(results[27]).toMatchObject({ key: { day: "2026-03-28" }, previous: { value: 1 } });
    expect(results[30]).toMatchObject({
      key: { day: "2026-03-31" },
      value: 1,
      previous: { value: 0, sample: 0 },
    });
  });
});

describe("a question that cannot be answered", () => {
  it("is refused with the words that can", async () => {
    const desk = metricDesk(database);
    const ask = (metric: string, question: object) => desk.ask(metric, { period: "2026-03-02", ...question });

    await expect(ask("mesages-sent", {})).rejects.toThrow(/did you mean messages-sent/);
    await expect(ask("csat", { by: ["status"] })).rejects.toThrow(/It has: channel, team/);
    await expect(ask("csat", { filters: { status: ["open"] } })).rejects.toThrow(/by status/);
    await expect(ask("csat", { filters: { day: ["2026-03-02"] } })).rejects.toThrow(/choose a period/);
    await expect(ask("csat", { statistic: "median" })).rejects.toThrow(/is no duration/);
    await expect(ask("csat", { by: ["team", "team"] })).rejects.toThrow(/team is there twice/);
    await expect(ask("csat", { filters: { automatic: ["no"] } })).rejects.toThrow(
      /does not count resolutions/,
    );
    await expect(ask("resolution-time", { filters: { automatic: ["maybe"] } })).rejects.toThrow(/yes or no/);
  });
});
