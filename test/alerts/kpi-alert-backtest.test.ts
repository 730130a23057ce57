import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backtestKpiAlert } from "../../src/alerts/kpi-alert-backtest.ts";
import { scanKpiAlerts } from "../../src/jobs/alerts/kpi-alert-scan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type KpiAlertDesk, kpiAlertDesk, rated } from "../support/kpi-alert-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const start = Date.parse("2026-03-02T06:00:00Z");
const minute = (no: number) => new Date(start + no * 60_000);
const period = { from: minute(0), to: minute(180), timezone: "UTC" };
const office = { calendars: { default: { hours: { monday: ["07:00-08:00"] } } } };

const alert = {
  id: "dips",
  kpi: "csat",
  below: 50,
  clearsAt: 70,
  over: "last 20 minutes",
  minimumSample: 3,
  for: "2m",
  notify: [{ slack: "C1" }],
};

/** Good and bad hours of one rating in two minutes, and a stretch without any. */
async function ratedDesk(): Promise<KpiAlertDesk> {
  const desk = await kpiAlertDesk(database, [alert], office);
  const minutes = Array.from({ length: 90 }, (_, no) => no * 2).filter((no) => no < 100 || no > 130);
  await desk.happened(
    minutes.flatMap((no) => rated(minute(no).toISOString(), Math.floor(no / 25) % 2 === 0 ? 5 : 1)),
  );
  return desk;
}

async function tested(desk: KpiAlertDesk, options: object = {}) {
  const [configured] = desk.room.config.alerts;
  if (!configured) throw new Error("There is no alert");
  const { accountId, config } = desk.room;
  return await backtestKpiAlert(database.db, {
    accountId,
    config,
    alert: configured,
    period,
    now: minute(600),
    ...options,
  });
}

describe("the back test of a KPI alert", () => {
  it("tells what the alert did when it was watched, minute by minute", async () => {
    const desk = await ratedDesk();
    for (let no = 30; no < 100; no++) {
      desk.now = minute(no);
      await scanKpiAlerts(desk.room);
    }
    const { stepMs, firings } = await tested(desk, {
      period: { from: minute(30), to: minute(100), timezone: "UTC" },
    });

    const watched = await database.db
      .selectFrom("alert_episodes")
      .select(["breached_at as at", "ended_at as clearedAt"])
      .where("account_id", "=", desk.accountId)
      .orderBy("episode_id")
      .execute();
    expect(firings.map((firing) => ({ at: firing.at, clearedAt: firing.clearedAt }))).toEqual(watched);
    expect(watched).toHaveLength(2);
    expect(stepMs).toBe(60_000);
  });

  it("sums up how long it took to clear and how many came while the desk was closed, and writes nothing", async () => {
    const desk = await ratedDesk();
    const { firings, ...sums } = await tested(desk);

    // More than half of ten are bad for two minutes, or, after the stretch without any, still; then seven are good.
    expect(firings).toEqual([
      { at: minute(39), clearedAt: minute(63), value: 30, sample: 10, isOutsideHours: true },
      { at: minute(89), clearedAt: minute(163), value: 30, sample: 10, isOutsideHours: false },
    ]);
    expect(sums).toMatchObject({ outsideHours: 1, medianSecondsToClear: 2940, stillFiring: false });
    for (const table of ["alert_episodes", "kpi_alert_states"] as const)
      expect(
        await database.db
          .selectFrom(table)
          .select("account_id")
          .where("account_id", "=", desk.accountId)
          .execute(),
      ).toEqual([]);
  });

  it("takes longer steps where there were too many looks, and none into the future", async () => {
    const desk = await ratedDesk();
    const looked: number[] = [];
    const coarse = await tested(desk, { most: 40, onProgress: (_: number, of: number) => looked.push(of) });
    expect({ stepMs: coarse.stepMs, looks: looked.at(-1) }).toEqual({ stepMs: 300_000, looks: 36 });
    const future = await tested(desk, { now: minute(0) });

    expect(future).toMatchObject({ firings: [], medianSecondsToClear: null, stillFiring: false });
  });
});
