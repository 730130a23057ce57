import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { runCommand } from "../../src/commands/run-command.ts";
import { scanKpiAlerts } from "../../src/jobs/alerts/kpi-alert-scan.ts";
import { receiptOf } from "../../src/metrics/receipt.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { type CommandDesk, commandConfig, commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type MetricDesk, metricDesk, valuesBy } from "../support/metric-desk.ts";

let database: TestDatabase;
let people: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  people = commandDesk(database);
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}Z`;
const day = { period: "2026-03-02" } as const;

interface Desk extends AlertDesk {
  readonly kpis: MetricDesk;
  asked(conversation: string, time: string, more?: object): Promise<void>;
  /** Types a command about the alert of a conversation. */
  says(
    name: string,
    time: string,
    word: "ack" | "snooze",
    conversation: string,
    span?: string,
  ): Promise<void>;
}

/** Whoever writes is to be answered within an hour, and an alert comes after half of it. */
async function deskWith(policy: object = {}, alerts: readonly object[] = []): Promise<Desk> {
  const desk = await alertDesk(database, {
    alerts,
    sla: [
      {
        name: "standard",
        targets: { firstResponse: "1h" },
        warnAt: ["50%"],
        notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
        ...policy,
      },
    ],
    people: commandConfig.people.map(({ agent, ...person }) => ({ ...person, ...(agent && { agent }) })),
  });
  const { accountId } = desk;
  await desk.at("08:59");
  return Object.assign(desk, {
    kpis: metricDesk(database, accountId),
    async asked(conversation: string, time: string, more: object = {}) {
      const data = { conversation, channel: "chat", team: "billing", ...more };
      await desk.happened([
        [at(time), "conversation.opened", data],
        [at(time), "message.received", { conversation }],
      ]);
    },
    async says(name: string, time: string, word: string, about: string, span = "") {
      const { episode_id } = await database.db
        .selectFrom("alert_episodes")
        .select("episode_id")
        .where("account_id", "=", accountId)
        .where((is) => is.or({ conversation_id: about, kpi_alert: about }))
        .executeTakeFirstOrThrow();
      const asker = { ...(await people.asker(name)), now: momentOf(time) };
      const room = {
        ...people.room,
        accountId,
        config: { ...people.room.config, sla: desk.room.config.sla },
      };
      const { report } = await runCommand(`${word} ${episode_id} ${span}`.trim(), asker, room);
      expect(report.summary).toMatch(/^(You are on it|Noted that it is fine)/);
    },
  });
}

describe("time-to-acknowledge", () => {
  let desk: Desk;
  // Told: c1 and c2 at 9:30:01, c3 at 9:40:01, c4 at 9:45:01. Taken on: c1 after 10 min, c2 after 20.
  beforeAll(async () => {
    desk = await deskWith();
    await desk.asked("c1", "09:00:00", { priority: "high" });
    await desk.asked("c2", "09:00:00", { channel: "email" });
    await desk.at("09:30:01");
    await desk.asked("c3", "09:10:00", { team: "technical" });
    await desk.at("09:40:01");
    await desk.says("ada", "09:40:01", "ack", "c1", "15m");
    await desk.asked("c4", "09:15:00");
    await desk.at("09:45:01");
    await desk.says("max", "09:50:01", "snooze", "c2");
    await desk.happened([
      [at("09:52:00"), "message.sent", { conversation: "c3", author: { kind: "agent", id: "tom" } }],
    ]);
    await desk.at("09:53");
    await desk.says("bob", "10:10:00", "ack", "c1", "30m");
  });

  it("is how long alerts waited until somebody first took them on, or said that it is fine", async () => {
    expect(await desk.kpis.total("time-to-acknowledge", day)).toMatchObject({
      value: 900,
      sample: 2,
      unit: "duration",
      notes: ["1 settled without anybody taking them on", "1 open and taken on by nobody"],
    });
    // Between 600 and 1,200 seconds.
    const p90 = await desk.kpis.total("time-to-acknowledge", { ...day, statistic: "p90" });
    expect(p90.value).toBeCloseTo(1140, 9);
  });

  it.each([
    ["agent", { ada: 600, null: 1200 }],
    ["channel", { chat: 600, email: 1200 }],
    // Nobody of technical took theirs on, which is told beside.
    ["team", { billing: 900, technical: null }],
    ["priority", { high: 600, null: 1200 }],
    ["policy", { standard: 900 }],
    ["target", { "first-response": 900 }],
    ["kind", { wait: 900 }],
  ] as const)("is split by %s: who took them on, and what the alert was of", async (dimension, expected) => {
    const results = await desk.kpis.ask("time-to-acknowledge", { ...day, by: [dimension] });

    expect(valuesBy(results)).toEqual(expected);
  });

  it("knows at a past moment nothing of what came later", async () => {
    expect(await desk.kpis.total("time-to-acknowledge", { ...day, now: at("09:45:00") })).toMatchObject({
      value: 600,
      sample: 1,
      notes: ["2 open and taken on by nobody"],
    });
    expect(await desk.kpis.total("alerts", { ...day, now: at("09:45:00") })).toMatchObject({ value: 3 });
  });

  it("is shown against a goal, with the alerts it is made of", async () => {
    const receipt = await receiptOf(database.db, {
      accountId: desk.accountId,
      metrics: [{ id: "time-to-acknowledge" }],
      period: periodBetween("2026-03-02", "2026-03-02", "UTC"),
      by: [],
      filters: {},
      clock: "elapsed",
      now: new Date("2026-03-03T00:00:00Z"),
      reopenWindowMs: 7 * 86_400_000,
      weekStartsOn: "monday",
      goals: [{ kpi: "time-to-acknowledge", atMost: 600_000 }],
    });

    expect(receipt.values).toMatchObject([{ value: 900, goal: { state: "missed" } }]);
    expect(receipt.parts).toMatchObject([
      {
        total: 2,
        rows: [
          { kind: "alert", at: "2026-03-02T09:50:01.000Z", value: 1200, channel: "email" },
          { kind: "alert", at: "2026-03-02T09:40:01.000Z", value: 600, channel: "chat", agent: "ada" },
        ],
      },
    ]);
  });

  it("has beside it how many alerts there were", async () => {
    expect(await desk.kpis.total("alerts", day)).toMatchObject({ value: 4, sample: 4 });
    expect(valuesBy(await desk.kpis.ask("alerts", { ...day, by: ["team"] }))).toEqual({
      billing: 3,
      technical: 1,
    });
  });
});

describe("an alert", () => {
  it("that is opened again counts once, with its first taking-on, from when it was last told", async () => {
    const desk = await deskWith({ match: { priority: "high" } });
    const becomes = (conversation: string, time: string, priority: string) =>
      desk.happened([[at(time), "conversation.updated", { conversation, priority }]]);
    await desk.asked("early", "09:00:00", { priority: "high" });
    await desk.asked("late", "09:00:00", { priority: "high" });
    await desk.at("09:30:01");
    await desk.says("ada", "09:32:01", "ack", "early", "15m");
    for (const conversation of ["early", "late"]) await becomes(conversation, "09:35:00", "low");
    await desk.at("09:36");
    for (const conversation of ["early", "late"]) await becomes(conversation, "09:45:00", "high");
    await desk.at("09:45:01");
    await desk.says("bob", "09:50:01", "ack", "late", "15m");

    expect(valuesBy(await desk.kpis.ask("time-to-acknowledge", { ...day, by: ["agent"] }))).toEqual({
      ada: 120,
      bob: 300,
    });
    expect(valuesBy(await desk.kpis.ask("alerts", { ...day, by: ["hour"] }))).toMatchObject({
      "2026-03-02T09:00+00:00": 2,
    });
  });

  it("that is held back over quiet hours is told when they end; of one that is over by then nobody is", async () => {
    const desk = await deskWith({ quietHours: ["09:00-10:00"] });
    for (const conversation of ["over", "open", "quick"]) await desk.asked(conversation, "09:00:00");
    await desk.at("09:30:01");
    await desk.happened([
      [at("09:40:00"), "message.sent", { conversation: "over", author: { kind: "agent", id: "ada" } }],
    ]);
    await desk.at("09:41");
    await desk.says("ada", "09:50:00", "ack", "quick", "30m");

    const before = { ...day, now: at("09:59:00") };
    expect(await desk.kpis.total("alerts", before)).toMatchObject({ value: 0 });
    expect(await desk.kpis.total("time-to-acknowledge", before)).toMatchObject({ value: 0, notes: [] });
    await desk.at("10:00:01");
    expect(await desk.kpis.total("alerts", day)).toMatchObject({ value: 2 });
    await desk.says("max", "10:06:00", "snooze", "open");

    // Ada took hers on before anybody was told; Max took 6 minutes.
    expect(await desk.kpis.total("time-to-acknowledge", day)).toMatchObject({
      value: 180,
      sample: 2,
      notes: [],
    });
  });

  it("on a KPI counts too, and is of no channel and no policy", async () => {
    const rush = { id: "rush", kpi: "conversations-opened", above: 2, over: "last 60 minutes" };
    const desk = await deskWith({ match: { channel: "fax" } }, [{ ...rush, notify: [{ slack: "C1" }] }]);
    await scanKpiAlerts(desk.room);
    for (const conversation of ["c1", "c2", "c3"]) await desk.asked(conversation, "09:10:00");
    desk.now = momentOf("09:30:00");
    await scanKpiAlerts(desk.room);
    await desk.says("max", "09:42:00", "ack", "rush", "30m");

    expect(valuesBy(await desk.kpis.ask("alerts", { ...day, by: ["kind", "channel"] }))).toEqual({
      "kpi null": 1,
    });
    expect(valuesBy(await desk.kpis.ask("time-to-acknowledge", { ...day, by: ["policy"] }))).toEqual({
      null: 720,
    });
  });
});
