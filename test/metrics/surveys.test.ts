import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = { period: "2026-03-02" };

function answers(survey: string, given: readonly object[], date = "2026-03-02"): Timetable {
  return given.map((data, no) => [
    `${date}T10:${String(no).padStart(2, "0")}:00Z`,
    "survey.answered",
    { survey, ...data },
  ]);
}

function scores(...values: readonly number[]): readonly object[] {
  return values.map((score) => ({ score }));
}

function repeated(score: number, times: number): readonly object[] {
  return Array.from({ length: times }, () => ({ score }));
}

describe("smileys", () => {
  it("are counted by colour, in words and as scores", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...answers("smiley", [
        { answer: "happy" },
        { answer: "happy" },
        { answer: "neutral" },
        { answer: "sad" },
      ]),
      ...answers("smiley", scores(5, 4, 3, 2, 1)),
      ...answers("csat", [{ answer: "happy" }]),
    ]);
    const value = async (id: string) => (await desk.total(id, day)).value;

    expect(await value("happy")).toBe(4);
    expect(await value("neutral")).toBe(2);
    expect(await value("sad")).toBe(3);
    expect(await desk.total("sad", { period: "2026-03-01" })).toMatchObject({ value: 0, sample: 0 });
  });
});

describe("nps", () => {
  it("is the share of promoters minus that of detractors", async () => {
    const desk = metricDesk(database);
    await desk.happened(answers("nps", scores(10, 9, 9, 8, 7, 6, 0, 10)));

    expect(await desk.total("nps", day)).toMatchObject({
      value: 25,
      sample: 8,
      notes: ["4 promoters, 2 passives, 2 detractors"],
    });
  });

  it("goes from −100 to 100, with change in points and a verdict only from five answers on", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...answers("nps", repeated(0, 9)),
      ...answers("nps", repeated(10, 9), "2026-03-03"),
      ...answers("nps", repeated(10, 4), "2026-03-04"),
    ]);

    expect(await desk.total("nps", { period: "2026-03-03" })).toMatchObject({
      value: 100,
      previous: { value: -100 },
      change: 200,
      verdict: "better",
    });
    expect(await desk.total("nps", { period: "2026-03-04" })).toMatchObject({ verdict: "too-few" });
  });

  it("leaves out answers that are on no scale up to ten", async () => {
    const desk = metricDesk(database);
    await desk.happened(
      answers("nps", [
        { score: 9 },
        { score: 5, scale: { min: 1, max: 5, betterIs: "higher" } },
        { answer: "good" },
      ]),
    );

    expect(await desk.total("nps", day)).toMatchObject({
      value: 100,
      sample: 1,
      notes: ["1 promoters, 0 passives, 0 detractors", "2 on another scale left out"],
    });
    expect(await desk.total("nps", { period: "2026-03-05" })).toMatchObject({ value: null, sample: 0 });
  });
});

describe("ces", () => {
  it("is the mean effort, lower is better, with the share that found it easy", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ...answers("ces", repeated(6, 10)),
      ...answers("ces", [...repeated(1, 6), ...repeated(2, 2), ...repeated(5, 2)], "2026-03-03"),
    ]);

    const result = await desk.total("ces", { period: "2026-03-03" });
    expect(result).toMatchObject({ value: 2, sample: 10, verdict: "better", notes: ["80 % found it easy"] });
    expect(result.direction).toBeUndefined();
  });

  it("is better higher where the survey's scale says so", async () => {
    const desk = metricDesk(database);
    const scale = { min: 1, max: 5, betterIs: "higher" };
    const on = (some: readonly object[]) => some.map((answer) => ({ ...answer, scale }));
    await desk.happened([
      ...answers("ces", on(repeated(2, 9))),
      ...answers("ces", on([...repeated(5, 8), ...repeated(4, 1)]), "2026-03-03"),
    ]);

    expect(await desk.total("ces", { period: "2026-03-03" })).toMatchObject({
      verdict: "better",
      direction: "higher",
      notes: ["100 % found it easy"],
    });
    expect(await desk.total("ces", { period: "2026-03-04" })).toMatchObject({ value: null });
  });
});

describe("friendliness", () => {
  it("is the mean rating on the scale of most, and for whom it was given", async () => {
    const desk = metricDesk(database);
    await desk.happened(
      answers("friendliness", [
        { score: 5, agent: "17" },
        { score: 4, agent: "17" },
        { score: 1, agent: "18" },
        { score: 9, scale: { min: 1, max: 10, betterIs: "higher" }, agent: "18" },
      ]),
    );

    expect(valuesBy(await desk.ask("friendliness", { ...day, by: ["agent"] }))).toEqual({ 17: 4.5, 18: 1 });
    expect((await desk.total("friendliness", day)).notes).toEqual(["1 on another scale left out"]);
  });
});

describe("effectivity-rating", () => {
  it("is the share of answers that are effective, 0–10", async () => {
    const desk = metricDesk(database);
    await desk.happened(answers("effectiveness", [...scores(5, 4, 4, 3), { answer: "bad" }]));
    const ask = (effectivenessThreshold?: number) =>
      desk.total("effectivity-rating", {
        ...day,
        settings: { complaintTag: "complaint", fcrTag: "fcr", effectivenessThreshold },
      });

    expect(await ask()).toMatchObject({ value: 6, sample: 5, unit: "score" });
    expect(await ask(5)).toMatchObject({ value: 2, sample: 5 });
    expect(await ask(3)).toMatchObject({ value: 8, sample: 5 });
  });

  it("is no data without answers", async () => {
    const desk = metricDesk(database);

    expect(await desk.total("effectivity-rating", day)).toMatchObject({ value: null, sample: 0 });
  });
});

describe("survey-response-rate", () => {
  function offered(data: object, at = "2026-03-02T09:00:00Z"): Timetable[number] {
    return [at, "survey.offered", { survey: "csat", ...data }];
  }

  it("is answered by an answer of its kind in its conversation, else by its customer, that follows", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-02T08:00:00Z", "conversation.opened", { conversation: "c1", channel: "chat" }],
      offered({ conversation: "c1" }),
      ["2026-03-05T10:00:00Z", "survey.answered", { survey: "csat", score: 5, conversation: "c1" }],
      ["2026-03-02T08:00:00Z", "conversation.opened", { conversation: "c2", channel: "chat" }],
      offered({ conversation: "c2" }),
      ["2026-03-02T10:00:00Z", "survey.answered", { survey: "nps", score: 9, conversation: "c2" }],
      offered({ customer: "ann" }),
      ["2026-03-02T10:00:00Z", "survey.answered", { survey: "csat", score: 1, customer: "ann" }],
      offered({ customer: "bob" }),
      ["2026-03-02T08:00:00Z", "survey.answered", { survey: "csat", score: 1, customer: "bob" }],
      offered({ customer: "cid" }),
    ]);

    expect(await desk.total("survey-response-rate", day)).toMatchObject({ value: 40, sample: 5 });
  });

  it("is no data where none was offered", async () => {
    const desk = metricDesk(database);

    expect(await desk.total("survey-response-rate", day)).toMatchObject({ value: null, sample: 0 });
  });
});

describe("satisfaction-rating", () => {
  function heard(sentiment: string, data: object = {}): Timetable[number] {
    return ["2026-03-02T10:00:00Z", "message.received", { channel: "sms", sentiment, ...data }];
  }
  const automation = { inReplyTo: "automation" };

  it("is of the replies to automated messages that are positive or negative", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      heard("positive", automation),
      heard("positive", automation),
      heard("positive", automation),
      heard("negative", automation),
      heard("neutral", automation),
      heard("unsure", automation),
      heard("negative"),
      heard("negative", { inReplyTo: "campaign" }),
    ]);

    expect(await desk.total("satisfaction-rating", day)).toMatchObject({
      value: 75,
      sample: 4,
      notes: ["2 neither positive nor negative left out"],
    });
  });

  it("is no data where nobody said anything good or bad", async () => {
    const desk = metricDesk(database);
    await desk.happened([heard("neutral", automation)]);

    expect(await desk.total("satisfaction-rating", day)).toMatchObject({ value: null, sample: 0 });
  });

  it("stands beside sentiment, which is of all messages: by sentiment the share of each", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      heard("positive"),
      heard("positive", automation),
      heard("neutral"),
      heard("negative", { conversation: "c1" }),
      heard("unsure"),
      [
        "2026-03-02T09:00:00Z",
        "conversation.opened",
        { conversation: "c1", channel: "chat", topic: "price" },
      ],
      ["2026-03-02T10:00:00Z", "message.received", { channel: "sms" }],
    ]);

    expect(await desk.total("sentiment", day)).toMatchObject({
      value: 50,
      sample: 4,
      notes: ["1 neutral, 1 negative, 1 unsure"],
    });
    expect(valuesBy(await desk.ask("sentiment", { ...day, by: ["sentiment"] }))).toEqual({
      positive: 50,
      neutral: 25,
      negative: 25,
    });
    expect(valuesBy(await desk.ask("sentiment", { ...day, by: ["topic"] }))).toEqual({
      null: expect.closeTo((2 / 3) * 100, 10),
      price: 0,
    });
  });
});
