import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backtestPolicy } from "../../src/alerts/backtest-policy.ts";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { TooManyConversations } from "../../src/store/too-many-conversations.ts";
import {
  type CommandDesk,
  commandConfig,
  commandDesk,
  commandMoment,
  linesOf,
  sectionOf,
} from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const { sla, alerts } = DeskConfig.parse({
  alerts: [
    { id: "rush", kpi: "conversations-opened", above: 0, over: "last 60 minutes" },
    { id: "billing-rush", kpi: "conversations-opened", above: 0, over: "last 60 minutes", team: "billing" },
    { id: "silence", source: "test", silentFor: "1h" },
  ],
  sla: [
    { name: "Gold customers", match: { segment: "gold" }, targets: { firstResponse: "10m" } },
    {
      name: "standard",
      targets: { firstResponse: "30m", resolution: "8h" },
      notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
      quietHours: ["22:00-07:00"],
    },
  ],
});

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database, { sla, alerts });
  // Of 30 minutes: warned after 15 and 24. In Amsterdam it is an hour later, and the last one is asked at 23:20.
  await desk.talked([
    { agent: "ada", at: "2026-03-16T10:00:00Z", wait: 45, isClosed: true },
    { agent: "tom", at: "2026-03-16T11:00:00Z", wait: 90, isClosed: true, team: "technical" },
    { agent: "bob", at: "2026-03-17T22:20:00Z", wait: 20, isClosed: true },
    { agent: "ada", at: "2026-02-10T10:00:00Z", wait: 500, isClosed: true },
  ]);
});
afterAll(() => database.close());

const summaryOf = async (name: string, line: string) => (await desk.ask(name, line)).report.summary;

describe("sla backtest", () => {
  it("tells what a policy would have come to in the last seven days, with the worst of it", async () => {
    const answer = await desk.ask("max", "sla backtest standard");

    // Five targets were due: three replies, and the resolutions of the first two.
    expect(answer.report.summary).toBe(
      "Policy standard would have warned 5 times and called 2 of 5 targets broken, in 3 conversations.",
    );
    expect(sectionOf(answer, "highlights").items.map(({ text }) => text)).toEqual([
      "The busiest day was Monday, March 16 with 6, the busiest hour of the day 11:00 to 12:00 with 3.",
      "A broken promise was made good after 37m 30s (median).",
      "Up to 2 messages would have been posted: one a promise and place, fewer where several came together. 1 alert would have waited for the end of quiet hours. 1 promise was settled before these ended, and nobody was told.",
    ]);
    expect(sectionOf(answer, "table").rows.map((row) => row.slice(1))).toEqual([
      ["first response", expect.stringMatching(/^Mar 16, 12:30\sPM$/), "1h", "Tom Hall"],
      ["first response", expect.stringMatching(/^Mar 16, 11:30\sAM$/), "15m", "Ada Lovelace"],
    ]);
    const { spec } = sectionOf(answer, "chart");
    expect(spec).toMatchObject({
      labels: ["Wed 11", "Thu 12", "Fri 13", "Sat 14", "Sun 15", "Mon 16", "Tue 17"],
      series: [
        { name: "Warnings", values: [0, 0, 0, 0, 0, 4, 1] },
        { name: "Broken", values: [0, 0, 0, 0, 0, 2, 0] },
      ],
    });
  });

  it("is read in any order, in quotes, and with the target that is meant", async () => {
    const lines = [
      "sla back-test standard first response last 7 days",
      'sla last 7 days "Standard" Back Test first response',
      "backtest standard first-response",
      "back test of standard first reply please",
    ];
    for (const line of lines) expect(await summaryOf("max", line)).toContain("called 2 of 3 targets broken");
    expect(await summaryOf("max", "sla backtest resolution standard")).toContain("0 of 2 targets broken");
    expect(await summaryOf("max", "sla backtest gold-customers")).toContain("no target due");
    expect(await summaryOf("max", 'sla backtest "gold customers" last month')).toContain("no target due");
  });

  it("shows a lead the team's and an agent the own ones, and refuses what is others'", async () => {
    expect(await summaryOf("kim", "sla backtest standard")).toContain("in 2 conversations");
    expect(await summaryOf("ada", "sla backtest standard")).toContain("in 1 conversation.");
    expect(await summaryOf("max", "sla backtest standard team:technical")).toContain("in 1 conversation.");
    expect(await summaryOf("max", "sla backtest standard agent:bob channel:chat")).toContain("warned once");
    for (const line of ["team:billing", "agent:bob", "agent:me,bob"])
      expect(await summaryOf("ada", `sla backtest standard ${line}`)).toContain("You may not see that");
    expect(await summaryOf("kim", "sla backtest standard team:technical")).toContain("You may not see that");
  });

  it("offers other periods, targets and policies, each as a line that is understood", async () => {
    const lines = linesOf(await desk.ask("max", "sla backtest standard team:billing"));

    expect(lines).toEqual([
      "sla backtest standard last week team:billing",
      "sla backtest standard last month team:billing",
      "sla backtest standard first response team:billing",
      "sla backtest standard resolution team:billing",
      "sla backtest Gold customers team:billing",
      "sla backtest rush",
      "sla backtest billing-rush",
      "sla backtest silence",
    ]);
    for (const line of lines.slice(0, 5))
      expect(await summaryOf("max", line)).toMatch(/^Policy (standard|Gold customers) /);
  });

  it("asks back for a wrong name, for none, and for what it is not", async () => {
    expect(linesOf(await desk.ask("max", "sla backtest standart last week"))).toEqual([
      "sla backtest standard last week",
    ]);
    expect(linesOf(await desk.ask("max", "sla backtest xyz"))).toEqual([
      "sla backtest Gold customers",
      "sla backtest standard",
      "sla backtest rush",
      "sla backtest billing-rush",
      "sla backtest silence",
    ]);
    expect(linesOf(await desk.ask("max", "sla backtest last month")).slice(0, 2)).toEqual([
      "sla backtest Gold customers last month",
      "sla backtest standard last month",
    ]);
    expect(linesOf(await desk.ask("max", "sla backtets standard"))).toContain("sla backtest standard");
    expect(await summaryOf("max", "sla backtest standard by channel")).toContain(
      "A back test is of a policy",
    );
  });

  it("tells when an alert on a KPI would have fired, with what, and for how long", async () => {
    const answer = await desk.ask("max", "sla backtest rush");

    // Looked at every quarter of an hour: from 10:15 UTC until 12:15, since there is one at 11:00 as well; at 22:30.
    expect(answer.report.summary).toBe("Alert rush would have fired 2 times.");
    expect(sectionOf(answer, "heading").subtitle).toContain("Conversations opened above 0 · last 60 minutes");
    expect(sectionOf(answer, "highlights").items.map(({ text }) => text)).toEqual([
      "It would have cleared after 2h (median).",
      "It had not cleared at the end.",
    ]);
    expect(sectionOf(answer, "table").rows).toEqual([
      [expect.stringMatching(/^Mar 16, 11:15\sAM$/), "1", "2h"],
      [expect.stringMatching(/^Mar 17, 11:30\sPM$/), "1", "30m, not cleared"],
    ]);
    expect(sectionOf(answer, "chart").spec).toMatchObject({
      series: [{ name: "Fired", values: [0, 0, 0, 0, 0, 1, 1] }],
    });
  });

  it("shows an alert on a KPI to whoever may see what is behind the KPI", async () => {
    expect(await summaryOf("kim", "sla backtest alert billing-rush last 1 hours")).toContain(
      "would not have fired",
    );
    expect(await summaryOf("kim", "sla backtest rush last 1 hours")).toContain("You may not see that");
    for (const line of ["rush", "billing-rush", "silence"])
      expect(await summaryOf("ada", `sla backtest ${line} last 1 hours`)).toContain("You may not see that");
    expect(await summaryOf("kim", "sla backtest silence last 1 hours")).toContain("You may not see that");
    expect(await summaryOf("max", "sla backtest silence last 1 hours")).toContain("Alert silence would");
    expect(linesOf(await desk.ask("max", "sla backtest rush last 1 hours team:billing"))).toEqual([
      "sla backtest rush last 1 hours",
    ]);
  });

  it("takes the kind with a name that both a policy and an alert have", async () => {
    const twice = commandDesk(database, {
      sla,
      alerts: alerts.map((alert) => ({ ...alert, id: "standard" })).slice(0, 1),
    });

    expect(linesOf(await twice.ask("max", "sla backtest standard last 1 hours"))).toEqual([
      "sla backtest policy standard last 1 hours",
      "sla backtest alert standard last 1 hours",
    ]);
    expect((await twice.ask("max", "sla backtest alert standard last 1 hours")).report.summary).toContain(
      "Alert standard would not have fired",
    );
  });

  it("does not begin where more would be read than chat can wait for", async () => {
    const period = resolvePeriod("last 7 days", {
      now: commandMoment,
      timezone: "UTC",
      weekStartsOn: "monday",
    });
    const { db, accountId } = desk.room;
    const request = {
      accountId,
      config: { ...commandConfig, sla },
      policy: "standard",
      period,
      now: commandMoment,
    };

    await expect(backtestPolicy(db, { ...request, most: 2 })).rejects.toThrow(TooManyConversations);
    expect(await backtestPolicy(db, { ...request, most: 3 })).toMatchObject({ warnings: 5, breaches: 2 });
  });
});
