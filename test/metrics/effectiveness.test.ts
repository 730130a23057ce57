import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function opened(at: string, conversation: string, data: object = {}): Timetable[number] {
  return [at, "conversation.opened", { conversation, channel: "chat", ...data }];
}

function resolved(at: string, conversation: string, data: object = {}): Timetable[number] {
  return [at, "conversation.resolved", { conversation, ...data }];
}

describe("resolution-rate", () => {
  it("is the share of the conversations opened in the period that is resolved now", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      opened("2026-03-02T09:00:00Z", "c2"),
      opened("2026-03-02T09:00:00Z", "c3"),
      opened("2026-03-02T09:00:00Z", "c4"),
      opened("2026-03-01T09:00:00Z", "before"),
      resolved("2026-03-02T10:00:00Z", "c1"),
      resolved("2026-04-20T10:00:00Z", "c2"),
      resolved("2026-03-02T10:00:00Z", "c3"),
      ["2026-03-09T10:00:00Z", "conversation.reopened", { conversation: "c3" }],
      resolved("2026-03-02T10:00:00Z", "before"),
    ]);
    const at = async (now: string) =>
      (await desk.total("resolution-rate", { period: "2026-03-02", now })).value;

    expect(await at("2026-04-10T00:00:00Z")).toBe(25);
    expect(await at("2026-05-01T00:00:00Z")).toBe(50);
    expect(await desk.total("resolution-rate", { period: "2026-03-02" })).toMatchObject({
      sample: 4,
      previous: { value: 100, sample: 1 },
      change: -50,
      verdict: "too-few",
    });
  });

  it("without automatic resolutions keeps their conversations among those opened", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      opened("2026-03-02T09:00:00Z", "c2"),
      resolved("2026-03-02T10:00:00Z", "c1"),
      resolved("2026-03-02T10:00:00Z", "c2", { automatic: true }),
    ]);
    const filters = { automatic: ["no"] };

    expect(await desk.total("resolution-rate", { period: "2026-03-02", filters })).toMatchObject({
      value: 50,
      sample: 2,
    });
  });

  it("is no data over nothing", async () => {
    const desk = metricDesk(database);

    expect(await desk.total("resolution-rate", { period: "2026-03-02" })).toMatchObject({
      value: null,
      sample: 0,
      previous: { value: null },
    });
  });
});

describe("reopened-rate", () => {
  const week: Timetable = [
    opened("2026-03-01T09:00:00Z", "c1"),
    resolved("2026-03-02T12:00:00Z", "c1", { agent: "17" }),
    ["2026-03-09T12:00:00Z", "conversation.reopened", { conversation: "c1" }],
    opened("2026-03-01T09:00:00Z", "c2"),
    resolved("2026-03-02T12:00:00Z", "c2", { agent: "18" }),
    ["2026-03-09T12:00:00.001Z", "conversation.reopened", { conversation: "c2" }],
    opened("2026-03-01T09:00:00Z", "c3"),
    resolved("2026-03-02T13:00:00Z", "c3", { agent: "17" }),
    opened("2026-03-01T09:00:00Z", "c4"),
    resolved("2026-03-02T14:00:00Z", "c4", { agent: "17", automatic: true }),
  ];

  it("counts what is opened again within the window, its end included", async () => {
    const desk = metricDesk(database);
    await desk.happened(week);

    expect(await desk.total("reopened-rate", { period: "2026-03-02" })).toMatchObject({
      value: 25,
      sample: 4,
      notes: [],
    });
    expect(
      (await desk.total("reopened-rate", { period: "2026-03-02", reopenWindowMs: 8 * 86_400_000 })).value,
    ).toBe(50);
  });

  it("says how many are provisional, resolved less than a window ago", async () => {
    const desk = metricDesk(database);
    await desk.happened(week);
    const at = async (now: string) => await desk.total("reopened-rate", { period: "2026-03-02", now });

    expect(await at("2026-03-09T12:00:00Z")).toMatchObject({
      value: 25,
      sample: 4,
      notes: ["2 provisional, resolved less than 7d ago"],
    });
    expect((await at("2026-03-09T11:59:59Z")).notes).toEqual(["4 provisional, resolved less than 7d ago"]);
    expect((await at("2026-03-09T11:59:59Z")).value).toBe(0);
  });

  it("belongs to the agent of the resolution, and can leave out automatic ones", async () => {
    const desk = metricDesk(database);
    await desk.happened(week);

    expect(
      valuesBy(
        await desk.ask("reopened-rate", {
          period: "2026-03-02",
          by: ["agent"],
          filters: { automatic: ["no"] },
        }),
      ),
    ).toEqual({ "17": 50, "18": 0 });
  });

  it("counts every episode of a conversation", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "c1"),
      resolved("2026-03-02T10:00:00Z", "c1"),
      ["2026-03-02T11:00:00Z", "message.received", { conversation: "c1" }],
      resolved("2026-03-02T12:00:00Z", "c1"),
    ]);

    expect(await desk.total("reopened-rate", { period: "2026-03-02" })).toMatchObject({
      value: 50,
      sample: 2,
    });
  });
});

describe("single-reply-resolution-rate", () => {
  const reply = (at: string, conversation: string): Timetable[number] => [
    at,
    "message.sent",
    { conversation, author: { kind: "agent", id: "17" } },
  ];

  it("counts a run of agent messages as one reply, and none as none", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      opened("2026-03-02T09:00:00Z", "run"),
      ["2026-03-02T09:00:00Z", "message.received", { conversation: "run" }],
      reply("2026-03-02T09:01:00Z", "run"),
      reply("2026-03-02T09:02:00Z", "run"),
      resolved("2026-03-02T10:00:00Z", "run"),
      reply("2026-03-02T10:30:00Z", "run"),
      opened("2026-03-02T09:00:00Z", "two"),
      reply("2026-03-02T09:01:00Z", "two"),
      ["2026-03-02T09:02:00Z", "message.received", { conversation: "two" }],
      reply("2026-03-02T09:03:00Z", "two"),
      resolved("2026-03-02T10:00:00Z", "two"),
      opened("2026-03-02T09:00:00Z", "none"),
      resolved("2026-03-02T10:00:00Z", "none"),
    ]);

    const result = await desk.total("single-reply-resolution-rate", { period: "2026-03-02" });
    expect(result.value).toBeCloseTo(100 / 3, 10);
    expect(result.sample).toBe(3);
  });
});
