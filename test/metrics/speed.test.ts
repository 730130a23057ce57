import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A conversation with a customer's message and, so many seconds later, an agent's reply. */
function answered(
  conversation: string,
  at: string,
  waitSeconds: number,
  agent = "17",
  channel = "chat",
): Timetable {
  return [
    [at, "conversation.opened", { conversation, channel }],
    [at, "message.received", { conversation }],
    [later(at, waitSeconds), "message.sent", { conversation, author: { kind: "agent", id: agent } }],
  ];
}

function later(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}

describe("first-response-time and response-time", () => {
  const day: Timetable = [
    ...answered("c1", "2026-03-02T09:00:00Z", 60),
    ...answered("c2", "2026-03-02T10:00:00Z", 180, "18", "email"),
    ...answered("c3", "2026-03-02T11:00:00Z", 660),
    ["2026-03-02T12:00:00Z", "message.received", { conversation: "c3" }],
    ["2026-03-02T12:00:30Z", "message.received", { conversation: "c3" }],
    ["2026-03-02T12:05:00Z", "message.sent", { conversation: "c3", author: { kind: "agent", id: "18" } }],
    ["2026-03-02T12:06:00Z", "message.sent", { conversation: "c3", author: { kind: "agent", id: "18" } }],
  ];

  it("are means in seconds over first waits and over all waits", async () => {
    const desk = metricDesk(database);
    await desk.happened(day);

    expect(await desk.total("first-response-time", { period: "2026-03-02" })).toMatchObject({
      value: 300,
      sample: 3,
      unit: "duration",
    });
    expect(await desk.total("response-time", { period: "2026-03-02" })).toMatchObject({
      value: 300,
      sample: 4,
    });
  });

  it("offer median and percentiles by linear interpolation", async () => {
    const desk = metricDesk(database);
    await desk.happened(day);
    const value = async (statistic: "median" | "p90" | "p95") =>
      (await desk.total("first-response-time", { period: "2026-03-02", statistic })).value;

    expect(await value("median")).toBe(180);
    expect(await value("p90")).toBeCloseTo(180 + 0.8 * 480, 9);
    expect(await value("p95")).toBeCloseTo(180 + 0.9 * 480, 9);
  });

  it("belong to the sender of the reply", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...day,
      ["2026-03-02T08:00:00Z", "conversation.assigned", { conversation: "c1", agent: "99" }],
    ]);

    const results = await desk.ask("response-time", { period: "2026-03-02", by: ["agent"] });
    expect(valuesBy(results)).toEqual({ "17": 360, "18": 240 });
    expect(results.map(({ sample }) => sample)).toEqual([2, 2]);
  });

  it("are in the period of the reply", async () => {
    const desk = metricDesk(database);
    await desk.happened(answered("c1", "2026-03-02T23:59:00Z", 60));

    expect((await desk.total("first-response-time", { period: "2026-03-02" })).value).toBeNull();
    expect((await desk.total("first-response-time", { period: "2026-03-03" })).value).toBe(60);
  });

  it("show what ended without a reply and who waits beside the mean, not in it", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...day,
      ["2026-03-02T13:00:00Z", "message.received", { conversation: "c4" }],
      ["2026-03-02T13:30:00Z", "conversation.closed", { conversation: "c4" }],
      ["2026-03-02T21:00:00Z", "message.received", { conversation: "c5" }],
      ["2026-03-02T22:00:00Z", "message.received", { conversation: "c1" }],
    ]);

    expect(await desk.total("first-response-time", { period: "2026-03-02" })).toMatchObject({
      value: 300,
      sample: 3,
      notes: ["1 ended without reply", "1 still waiting, the longest 3h"],
    });
    expect((await desk.total("response-time", { period: "2026-03-02" })).notes).toEqual([
      "1 ended without reply",
      "2 still waiting, the longest 3h",
    ]);
    const now = "2026-03-02T21:30:00Z";
    expect((await desk.total("first-response-time", { period: "today", now })).notes).toContain(
      "1 still waiting, the longest 30m",
    );
  });

  it("list a channel where nobody replied, with no data", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...answered("c1", "2026-03-02T09:00:00Z", 60),
      ["2026-03-02T13:00:00Z", "message.received", { conversation: "c4", channel: "email" }],
      ["2026-03-02T13:30:00Z", "conversation.closed", { conversation: "c4" }],
    ]);

    const [chat, email] = await desk.ask("first-response-time", { period: "2026-03-02", by: ["channel"] });
    expect(chat).toMatchObject({ key: { channel: "chat" }, value: 60, notes: [] });
    expect(email).toMatchObject({ key: { channel: "email" }, value: null, notes: ["1 ended without reply"] });
  });

  it("are no data over nothing", async () => {
    const desk = metricDesk(database);

    expect(await desk.total("response-time", { period: "2026-03-02" })).toMatchObject({
      value: null,
      sample: 0,
      previous: { value: null, sample: 0 },
      change: null,
      better: null,
      verdict: "no-data",
      notes: [],
    });
  });

  it("are the same from late, repeated and shuffled events", async () => {
    const [inOrder, shuffled] = [metricDesk(database), metricDesk(database)];
    await inOrder.happened(day);
    for (const event of [...day].reverse()) await shuffled.happened([event]);
    const ask = { period: "2026-03-02", by: ["agent", "hour"] } as const;

    expect(await shuffled.ask("response-time", ask)).toEqual(await inOrder.ask("response-time", ask));
  });

  it("count elapsed time through both DST changes", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...answered("forward", "2026-03-29T00:30:00Z", 3600),
      ...answered("back", "2026-10-25T00:30:00Z", 3600),
    ]);
    const timezone = "Europe/Amsterdam";
    const by = async (period: string) =>
      valuesBy(await desk.ask("response-time", { period, timezone, by: ["hour-of-day"] }));

    expect(await by("2026-03-29")).toMatchObject({ "01": null, "03": 3600 });
    expect(await by("2026-10-25")).toMatchObject({ "01": null, "02": 3600 });
  });

  it("are judged by their logarithms, so that one long wait is not the whole story", async () => {
    const desk = metricDesk(database);
    const waits = [50, 70, 60, 55, 65, 62, 58, 61];
    await desk.happened([
      ...waits.flatMap((wait, no) => answered(`a${no}`, `2026-03-02T09:0${no}:00Z`, wait * 10)),
      ...waits.flatMap((wait, no) => answered(`b${no}`, `2026-03-03T09:0${no}:00Z`, wait)),
    ]);

    expect(await desk.total("response-time", { period: "2026-03-03" })).toMatchObject({
      verdict: "better",
      better: true,
    });
    expect((await desk.total("response-time", { period: "2026-03-03" })).change).toBeCloseTo(-90, 6);

    await desk.happened(answered("outlier", "2026-03-03T10:00:00Z", 86_000 / 2));
    expect(await desk.total("response-time", { period: "2026-03-03" })).toMatchObject({
      verdict: "about-the-same",
      better: null,
    });
  });

  it("are not measured in business time without a calendar", async () => {
    const desk = metricDesk(database);
    await desk.happened(day);

    expect(await desk.total("response-time", { period: "2026-03-02", clock: "business" })).toMatchObject({
      value: null,
      sample: 0,
      notes: ["business time is not measured: no calendar is configured"],
    });
  });
});

describe("resolution-time", () => {
  const life: Timetable = [
    ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat", agent: "17" }],
    ["2026-03-02T10:00:00Z", "conversation.resolved", { conversation: "c1", agent: "18" }],
  ];

  it("goes from the opening to the resolution, for the agent who resolved", async () => {
    const desk = metricDesk(database);
    await desk.happened(life);

    const [result] = await desk.ask("resolution-time", { period: "2026-03-02", by: ["agent"] });
    expect(result).toMatchObject({ key: { agent: "18" }, value: 3600, sample: 1, notes: [] });
  });

  it("is taken away by a reopen, until the conversation is resolved again", async () => {
    const desk = metricDesk(database);
    await desk.happened([...life, ["2026-03-04T09:00:00Z", "message.received", { conversation: "c1" }]]);
    expect((await desk.total("resolution-time", { period: "2026-03-02" })).value).toBeNull();

    await desk.happened([["2026-03-05T09:00:00Z", "conversation.resolved", { conversation: "c1" }]]);
    expect((await desk.total("resolution-time", { period: "2026-03-02" })).value).toBeNull();
    expect(await desk.total("resolution-time", { period: "2026-03-05" })).toMatchObject({
      value: 3 * 86_400,
      notes: ["1d per episode"],
    });
  });

  it("shows the time without snoozing beside it", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...life.slice(0, 1),
      ["2026-03-02T10:00:00Z", "conversation.snoozed", { conversation: "c1" }],
      ["2026-03-02T14:00:00Z", "conversation.unsnoozed", { conversation: "c1" }],
      ["2026-03-02T15:00:00Z", "conversation.resolved", { conversation: "c1" }],
    ]);

    expect(await desk.total("resolution-time", { period: "2026-03-02" })).toMatchObject({
      value: 6 * 3600,
      notes: ["2h without snoozed time"],
    });
  });

  it("can leave out automatic resolutions", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...life,
      ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "c2", channel: "chat" }],
      ["2026-03-02T12:00:00Z", "conversation.resolved", { conversation: "c2", automatic: true }],
    ]);
    const value = async (automatic?: "yes" | "no") =>
      (
        await desk.total("resolution-time", {
          period: "2026-03-02",
          filters: automatic ? { automatic: [automatic] } : {},
        })
      ).value;

    expect(await value()).toBe(2 * 3600);
    expect(await value("no")).toBe(3600);
    expect(await value("yes")).toBe(3 * 3600);
  });
});
