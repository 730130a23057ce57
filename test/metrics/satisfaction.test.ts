import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function rated(at: string, data: object): Timetable[number] {
  return [at, "survey.answered", { survey: "csat", ...data }];
}

/** So many answers of each score on one day. */
function scores(day: string, counts: Readonly<Record<number, number>>, data: object = {}): Timetable {
  return Object.entries(counts).flatMap(([score, count]) =>
    Array.from({ length: count }, (_, no) =>
      rated(`${day}T10:00:${String(no % 60).padStart(2, "0")}Z`, { score: Number(score), ...data }),
    ),
  );
}

describe("csat", () => {
  it("is the share of the top two of five, and of good among good and bad", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...scores("2026-03-02", { 1: 1, 2: 0, 3: 2, 4: 3, 5: 1 }),
      rated("2026-03-02T11:00:00Z", { answer: "good" }),
      rated("2026-03-02T11:00:00Z", { answer: "bad" }),
      ["2026-03-02T11:00:00Z", "survey.answered", { survey: "nps", score: 10 }],
    ]);

    const result = await desk.total("csat", { period: "2026-03-02" });
    expect(result.value).toBeCloseTo((5 / 9) * 100, 10);
    expect(result.sample).toBe(9);
  });

  it("takes the last answer of an episode, for the agent of the last reply before it", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T09:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat", agent: "99" }],
      ["2026-03-02T09:05:00Z", "message.sent", { conversation: "c1", author: { kind: "agent", id: "17" } }],
      rated("2026-03-02T10:00:00Z", { conversation: "c1", score: 5 }),
      rated("2026-03-02T11:00:00Z", { conversation: "c1", score: 2 }),
    ]);

    const [result] = await desk.ask("csat", { period: "2026-03-02", by: ["agent"] });
    expect(result).toMatchObject({ key: { agent: "17" }, value: 0, sample: 1 });
  });

  it("has no verdict under five answers in either period", async () => {
    const desk = metricDesk(database);
    await desk.happened([...scores("2026-03-02", { 5: 40 }), ...scores("2026-03-03", { 1: 4 })]);

    expect(await desk.total("csat", { period: "2026-03-03" })).toMatchObject({
      value: 0,
      change: -100,
      verdict: "too-few",
      better: null,
    });
  });

  it("is worse or better only where the difference is significant", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...scores("2026-03-02", { 5: 45, 1: 55 }),
      ...scores("2026-03-03", { 5: 30, 1: 70 }),
      ...scores("2026-03-04", { 5: 33, 1: 67 }),
    ]);
    const verdict = async (period: string) => (await desk.total("csat", { period })).verdict;

    expect(await verdict("2026-03-03")).toBe("worse");
    expect(await verdict("2026-03-04")).toBe("about-the-same");
  });
});

describe("csat-average", () => {
  it("is the mean score, with change in points", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...scores("2026-03-02", { 3: 10, 4: 10 }),
      ...scores("2026-03-03", { 4: 10, 5: 10 }),
      rated("2026-03-03T12:00:00Z", { answer: "good" }),
    ]);

    expect(await desk.total("csat-average", { period: "2026-03-03" })).toMatchObject({
      value: 4.5,
      sample: 20,
      previous: { value: 3.5, sample: 20 },
      change: 1,
      verdict: "better",
      notes: [],
    });
  });

  it("takes answers of the scale that most are on, and says how many it left out", async () => {
    const desk = metricDesk(database);
    const ten = { scale: { min: 1, max: 10, betterIs: "higher" } };
    await desk.happened([...scores("2026-03-02", { 4: 6 }), ...scores("2026-03-02", { 9: 2 }, ten)]);

    expect(await desk.total("csat-average", { period: "2026-03-02" })).toMatchObject({
      value: 4,
      sample: 6,
      notes: ["2 on another scale left out"],
    });
    expect((await desk.total("csat", { period: "2026-03-02" })).sample).toBe(8);
  });

  it("is no data where only good and bad were given", async () => {
    const desk = metricDesk(database);
    await desk.happened([rated("2026-03-02T11:00:00Z", { answer: "good" })]);

    expect(await desk.total("csat-average", { period: "2026-03-02" })).toMatchObject({
      value: null,
      sample: 0,
    });
    expect(valuesBy(await desk.ask("csat-average", { period: "2026-03-02", by: ["day"] }))).toEqual({
      "2026-03-02": null,
    });
  });
});
