import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { weekdays } from "../../src/calendar/weekday.ts";
import { applyConfig } from "../../src/store/apply-config.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const day = { period: "2026-03-02" };
const march = { period: "2026-03-01..2026-03-31" };

describe("availability", () => {
  const received = (conversation: string, at: string): Timetable[number] => [
    at,
    "message.received",
    { conversation },
  ];
  const sent = (conversation: string, at: string, author: object): Timetable[number] => [
    at,
    "message.sent",
    { conversation, author },
  ];
  const story: Timetable = [
    // In service hours and answered by an agent: two messages of one wait.
    received("c1", "2026-03-02T09:00:00Z"),
    received("c1", "2026-03-02T09:05:00Z"),
    sent("c1", "2026-03-02T09:10:00Z", { kind: "agent", id: "17" }),
    // In service hours, answered by a bot alone.
    received("c2", "2026-03-02T10:00:00Z"),
    sent("c2", "2026-03-02T10:01:00Z", { kind: "bot" }),
    // Answered, but it came as the hours ended.
    received("c3", "2026-03-02T17:00:00Z"),
    sent("c3", "2026-03-02T17:01:00Z", { kind: "agent", id: "17" }),
    // Outside a conversation: no traffic of the desk.
    ["2026-03-02T11:00:00Z", "message.received", { inReplyTo: "campaign" }],
  ];

  it("is the share of customers' messages in service hours that agents answered", async () => {
    const desk = metricDesk(database);
    const hours = Object.fromEntries(weekdays.map((weekday) => [weekday, ["09:00-17:00"]]));
    const calendars = {
      calendars: { default: { timezone: "UTC", hours, holidays: [], holidayCountry: null } },
      teams: {},
    };
    const now = new Date("2026-03-01T00:00:00Z");
    await applyConfig(database.db, desk.accountId, { config: {}, calendars }, { now });
    await desk.happened(story);

    expect(await desk.total("availability", day)).toMatchObject({
      value: 50,
      sample: 4,
      notes: ["1 came out of service hours"],
    });
  });

  it("is no data without a calendar, and says why", async () => {
    const desk = metricDesk(database);
    await desk.happened(story);

    expect(await desk.total("availability", day)).toMatchObject({
      value: null,
      sample: 0,
      notes: ["no calendar says when service hours are"],
    });
  });
});

describe("the KPIs of the web site", () => {
  const counted = (from: string, to: string, counts: object): Timetable[number] => [
    to,
    "traffic.counted",
    { from, to, ...counts },
  ];

  it("are shares of what was counted, where a span starts", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      counted("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", {
        pageViews: 300,
        pageViewsInOpeningHours: 200,
        pageViewsWithAgentOnline: 150,
        siteVisits: 1000,
        supportPageVisits: 50,
        chatButtonShown: 80,
        chatsStarted: 8,
      }),
      counted("2026-03-02T23:00:00Z", "2026-03-03T01:00:00Z", {
        pageViews: 100,
        pageViewsInOpeningHours: 0,
        pageViewsWithAgentOnline: 10,
        siteVisits: 1000,
        supportPageVisits: 0,
        chatButtonShown: 20,
        chatsStarted: 12,
      }),
      counted("2026-03-03T00:00:00Z", "2026-03-03T01:00:00Z", { pageViews: 7, pageViewsInOpeningHours: 7 }),
    ]);

    expect(await desk.total("chat-coverage", day)).toMatchObject({ value: 50, sample: 400 });
    expect(await desk.total("chat-presence", day)).toMatchObject({ value: 40, sample: 400 });
    expect(await desk.total("support-page-share", day)).toMatchObject({ value: 2.5, sample: 2000 });
    expect(await desk.total("chat-engagement", day)).toMatchObject({ value: 20, sample: 100 });
    expect(
      valuesBy(await desk.ask("chat-coverage", { period: "2026-03-02..2026-03-03", by: ["day"] })),
    ).toEqual({ "2026-03-02": 50, "2026-03-03": 100 });
  });

  it("are no data where nothing was counted, and where only the one half was", async () => {
    const desk = metricDesk(database);
    await desk.happened([counted("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", { pageViews: 10 })]);

    for (const metric of ["chat-coverage", "chat-presence", "support-page-share", "chat-engagement"])
      expect({ metric, value: (await desk.total(metric, day)).value }).toEqual({ metric, value: null });
  });

  it("fall on the local day of a zone with an odd offset", async () => {
    const desk = metricDesk(database);
    // 2 March begins at 18:15 UTC the day before in Kathmandu.
    await desk.happened([
      counted("2026-03-01T18:14:00Z", "2026-03-01T18:15:00Z", { siteVisits: 10, supportPageVisits: 1 }),
      counted("2026-03-01T18:15:00Z", "2026-03-01T18:16:00Z", { siteVisits: 10, supportPageVisits: 5 }),
    ]);

    expect(await desk.total("support-page-share", { ...day, timezone: "Asia/Kathmandu" })).toMatchObject({
      value: 50,
      sample: 10,
    });
  });
});

describe("employee-happiness", () => {
  it("is the mean score on the scale that most answers are on", async () => {
    const desk = metricDesk(database);
    const answered = (score: number, data: object = {}) =>
      ["2026-03-02T10:00:00Z", "employee.surveyed", { score, ...data }] as const;
    const scale = { min: 1, max: 10, betterIs: "higher" };
    await desk.happened([
      answered(8, { scale, team: "billing" }),
      answered(6, { scale, team: "billing" }),
      answered(10, { scale, team: "sales" }),
      answered(3, { scale: { min: 0, max: 3, betterIs: "higher" } }),
    ]);

    expect(await desk.total("employee-happiness", day)).toMatchObject({ value: 8, sample: 3 });
    expect(valuesBy(await desk.ask("employee-happiness", { ...day, by: ["team"] }))).toMatchObject({
      billing: 7,
      sales: 10,
    });
    expect(await desk.total("employee-happiness", { period: "2026-03-03" })).toMatchObject({ value: null });
  });
});

describe("absenteeism", () => {
  const absent = (agent: string, hours: number, plannedHours?: number, at = "2026-03-02T10:00:00Z") =>
    [at, "agent.absent", { agent, hours, ...(plannedHours === undefined ? {} : { plannedHours }) }] as const;

  it("is the hours absent over the hours planned", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-03-01T10:00:00Z", "agent.updated", { agent: "17", team: "billing" }],
      ["2026-03-01T10:00:00Z", "agent.updated", { agent: "18", team: "sales" }],
      absent("17", 8, 40),
      absent("18", 0, 40),
      absent("18", 4, undefined, "2026-03-02T11:00:00Z"),
      absent("17", 8, 40, "2026-03-03T00:00:00Z"),
    ]);

    expect(await desk.total("absenteeism", day)).toMatchObject({ value: 15 });
    expect(valuesBy(await desk.ask("absenteeism", { ...day, by: ["team"] }))).toEqual({
      billing: 20,
      sales: 10,
    });
  });

  it("is no data where no hours were planned", async () => {
    const desk = metricDesk(database);
    await desk.happened([absent("17", 8)]);

    expect(await desk.total("absenteeism", day)).toMatchObject({ value: null });
  });
});

describe("turnover", () => {
  it("is who left over who was on the staff at the start or joined in the period", async () => {
    const desk = metricDesk(database);
    const known = (agent: string, at: string) => [at, "agent.updated", { agent, team: "billing" }] as const;
    await desk.happened([
      ...["1", "2", "3", "4", "5", "6", "7", "8"].map((agent) => known(agent, "2026-01-10T10:00:00Z")),
      known("9", "2026-03-05T10:00:00Z"),
      known("10", "2026-03-05T10:00:00Z"),
      ["2026-02-10T10:00:00Z", "agent.left", { agent: "8" }],
      ["2026-03-10T10:00:00Z", "agent.left", { agent: "1" }],
      ["2026-04-01T00:00:00Z", "agent.left", { agent: "2" }],
    ]);

    // On the staff at the start: 1–7; joined: 9 and 10; left: 1.
    const turnover = await desk.total("turnover", march);
    expect(turnover.value).toBeCloseTo(100 / 9, 9);
    expect(turnover.sample).toBe(9);
    expect(await desk.total("turnover", { period: "2026-01-01" })).toMatchObject({ value: null, sample: 0 });
  });

  it("counts the staff in the teams they were in, as those who left", async () => {
    const desk = metricDesk(database);
    await desk.happened([
      ["2026-01-10T10:00:00Z", "agent.updated", { agent: "1", team: "billing" }],
      ["2026-01-10T10:00:00Z", "agent.updated", { agent: "2", team: "billing" }],
      ["2026-03-10T10:00:00Z", "agent.left", { agent: "1" }],
      ["2026-04-10T10:00:00Z", "agent.updated", { agent: "1", team: "returns" }],
      ["2026-04-10T10:00:00Z", "agent.updated", { agent: "2", team: "returns" }],
    ]);

    expect(valuesBy(await desk.ask("turnover", { ...march, by: ["team"] }))).toEqual({ billing: 50 });
  });
});
