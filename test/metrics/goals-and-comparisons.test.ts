import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Goal } from "../../src/config/desk-config.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type MetricDesk, metricDesk, type Timetable } from "../support/metric-desk.ts";

const MINUTE = 60_000;

let database: TestDatabase;
let desk: MetricDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = metricDesk(database);
  await desk.happened([
    ["2026-01-01T00:00:00Z", "agent.updated", { agent: "17", team: "billing" }],
    ...waited("chat", [5, 10, 15, 90]),
    ...waited("email", [30, 60, 120]),
    ...waited("email", [30], "2026-02-23"),
    ...waited("email", [40, 50], "2025-03-02"),
  ]);
});
afterAll(() => database.close());

/** Answered waits of so many minutes. */
function waited(channel: string, minutes: readonly number[], date = "2026-03-02"): Timetable {
  return minutes.flatMap((wait, no): Timetable => {
    const conversation = `${channel} ${date} ${no}`;
    const start = `${date}T09:00:00Z`;
    const end = new Date(Date.parse(start) + wait * MINUTE).toISOString();
    return [
      [start, "conversation.opened", { conversation, channel }],
      [start, "message.received", { conversation }],
      [end, "message.sent", { conversation, author: { kind: "agent", id: "17" } }],
    ];
  });
}

const day = { period: "2026-03-02" };
const metric = "first-response-time";

describe("a goal", () => {
  it("is met, near (missed by a tenth of it at most) or missed, and stands beside the value", async () => {
    const judged = async (atMost: number) => {
      const goals: Goal[] = [{ kpi: metric, atMost: atMost * MINUTE }];
      return (await desk.total(metric, { ...day, goals, filters: { channel: ["email"] } })).goal?.state;
    };

    expect(await judged(70)).toBe("met");
    expect(await judged(64)).toBe("near");
    expect(await judged(63)).toBe("missed");
    expect((await desk.total(metric, day)).goal).toBeUndefined();
  });

  it("is not judged by the ratings of a few", async () => {
    const rated = (count: number, date: string): Timetable =>
      Array.from({ length: count }, () => [
        `${date}T10:00:00Z`,
        "survey.answered",
        { survey: "csat", score: 5 },
      ]);
    await desk.happened([...rated(4, "2026-04-01"), ...rated(5, "2026-04-02")]);
    const goals: Goal[] = [{ kpi: "csat", atLeast: 90 }];

    expect((await desk.total("csat", { period: "2026-04-01", goals })).goal).toBeUndefined();
    expect((await desk.total("csat", { period: "2026-04-02", goals })).goal?.state).toBe("met");
  });

  it("of a team and channel stands before that of one of them, and that before the desk's", async () => {
    const goals: Goal[] = [
      { kpi: metric, atMost: 1 * MINUTE },
      { kpi: metric, channel: "email", atMost: 2 * MINUTE },
      { kpi: metric, channel: "email", team: "billing", atMost: 999 * MINUTE },
    ];
    const byChannel = await desk.ask(metric, { ...day, goals, by: ["channel"] });
    const byBoth = await desk.ask(metric, { ...day, goals, by: ["channel", "team"] });

    expect(byChannel.map(({ key, goal }) => [key["channel"], goal?.text])).toEqual([
      ["chat", "goal of at most 1m missed"],
      ["email", "goal of at most 2m missed"],
    ]);
    expect(byBoth.map(({ key, goal }) => [key["channel"], goal?.text])).toEqual([
      ["chat", "goal of at most 1m missed"],
      ["email", "goal of at most 16h 39m met"],
    ]);
  });
});

describe("the share within the goal", () => {
  const goals: Goal[] = [
    { kpi: metric, atMost: 15 * MINUTE, stat: "p90" },
    { kpi: metric, channel: "email", atMost: 60 * MINUTE },
  ];
  const within = { ...day, goals, statistic: "within-goal" } as const;

  it("is the share of the times that are no longer than its bound, for each cell by its own", async () => {
    expect(await desk.total(metric, { ...within, filters: { channel: ["chat"] } })).toMatchObject({
      unit: "percent",
      value: 75,
      sample: 4,
      direction: "higher",
    });
    const byChannel = await desk.ask(metric, { ...within, by: ["channel"] });
    expect(byChannel.map(({ key, value }) => [key["channel"], value])).toEqual([
      ["chat", 75],
      ["email", expect.closeTo((2 / 3) * 100, 10)],
    ]);
  });

  it("is not measured without a goal, and says so", async () => {
    const result = await desk.total(metric, { ...day, statistic: "within-goal" });

    expect(result).toMatchObject({ value: null, notes: ["no goal to hold it against"] });
  });
});

describe("a comparison", () => {
  it("is with the same time a week or a year ago where asked for", async () => {
    const earlier = async (compare: "previous" | "week" | "year") =>
      (await desk.total(metric, { ...day, compare, filters: { channel: ["email"] } })).previous;

    expect(await earlier("previous")).toEqual({ value: null, sample: 0 });
    expect(await earlier("week")).toEqual({ value: 1800, sample: 1 });
    expect(await earlier("year")).toEqual({ value: 2700, sample: 2 });
  });
});
