import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { alertsCommand } from "../../src/cli/alerts-command.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { rated } from "../support/kpi-alert-desk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { printed } from "./printed.ts";

const configured = `
timezone: Europe/Amsterdam
calendars:
  default: { hours: { monday: ["09:00-17:30"] } }
alerts:
  - { id: dips, kpi: csat, below: 80, clearsAt: 80, over: last 2 hours, minimumSample: 2, notify: [{ console: true }] }
  - { id: silent, source: chatwoot, silentFor: 30m }
`;

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  const on = (time: string, score: number) => rated(`2026-03-02T${time}:00Z`, score);
  const ratings = [on("06:30", 5), on("07:00", 1), on("08:30", 5), on("10:00", 5), on("10:30", 1)].flat();
  const events = ratings.map(([at, type, data], no) => deskEvent(type, `e${no}`, at, data));
  await appendEvents(database.db, DEFAULT_ACCOUNT, events, new Date("2026-03-02T13:00:00Z"));
  await projectChanges(database.db);
});
afterAll(async () => {
  await database.close();
  await folder[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const config = join(folder.path, "deskpulse.yaml");
  await writeFile(config, configured);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DESKPULSE_CONFIG", config);
});
afterEach(() => vi.unstubAllEnvs());

const alerts = (...args: readonly string[]) => printed(alertsCommand(), ...args);

const day = ["--from", "2026-03-02", "--to", "2026-03-02"];

describe("deskpulse alerts backtest", () => {
  it("tells as JSON what would have fired, when, and for how long", async () => {
    const tested = JSON.parse(await alerts("backtest", "--alert", "dips", ...day, "--json"));

    // From 7:01 one of two is bad, from 8:31 on one of two again; at 9:01 the bad one is too long ago, and one alone is
    // not measured until 10:01. From 10:31 one of two is bad; at 12:01 the last good one is too long ago: nothing clears it.
    expect(tested).toMatchObject({ alert: "dips", stepMs: 60_000, outsideHours: 1, stillFiring: true });
    expect(
      tested.firings.map(({ at, clearedAt, value, sample, isOutsideHours }: Record<string, unknown>) => [
        at,
        clearedAt,
        value,
        sample,
        isOutsideHours,
      ]),
    ).toEqual([
      ["2026-03-02T07:01:00.000Z", "2026-03-02T10:01:00.000Z", 50, 2, true],
      ["2026-03-02T10:31:00.000Z", null, 50, 2, false],
    ]);
    expect(tested.medianSecondsToClear).toBe(3 * 3600);
  });

  it("prints it in sentences and a table", async () => {
    const printed = await alerts("backtest", "--alert", "dips", ...day);

    expect(printed).toContain("Alert dips would have fired 2 times.");
    expect(printed).toContain("It was looked at every 1m; times are those of Europe/Amsterdam.");
    expect(printed).toMatch(/2026-03-02 08:01 {2}2026-03-02 11:01 {2}50 % \(2 ratings: too few to judge\)/);
  });

  it("names the nearest alert for a wrong word", async () => {
    await expect(alerts("backtest", "--alert", "dipps", ...day)).rejects.toThrow(
      '--alert "dipps" is not an alert: did you mean dips?',
    );
  });
});

describe("deskpulse alerts status", () => {
  it("lists every alert, also those that nobody looks at", async () => {
    const status = JSON.parse(await alerts("status", "--json"));

    expect(status).toMatchObject([
      { alert: "dips", what: "CSAT below 80 %", state: "unseen", found: null },
      { alert: "silent", what: "Events of chatwoot silent for 30m", state: "unwatched" },
    ]);
    expect(await alerts("status")).toContain("tells nobody: it has no notify");
  });

  it("tells what the last look has found", async () => {
    await database.db
      .insertInto("kpi_alert_states")
      .values({
        account_id: DEFAULT_ACCOUNT,
        alert_id: "dips",
        measures: "csat",
        known_since: new Date("2026-03-02T06:00:00Z"),
        next_look_at: new Date("2026-03-02T10:32:00Z"),
        looked_at: new Date("2026-03-02T10:31:00Z"),
        state: "pending",
        since: new Date("2026-03-02T10:31:00Z"),
        value: 60,
        sample: 20,
      })
      .execute();

    const printed = await alerts("status");
    expect(printed).toContain("holds, but not for long enough");
    expect(printed).toContain("2026-03-02 11:31");
    expect(printed).toContain("CSAT is 60 % from 20 ratings, below 80 %.");
  });
});
