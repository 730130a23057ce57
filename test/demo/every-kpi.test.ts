import { afterAll, beforeAll, expect, it } from "vitest";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { applyDeskConfig } from "../../src/cli/apply-desk-config.ts";
import { demoConfig } from "../../src/demo/demo-config.ts";
import { sampleDesk } from "../../src/demo/sample-desk.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { queryMetrics } from "../../src/metrics/query-metrics.ts";
import { settingsOf } from "../../src/metrics/settings-of.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const now = new Date("2026-11-20T07:30:00Z");
const config = demoConfig();
const accountId = DEFAULT_ACCOUNT;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await applyDeskConfig(database, accountId, config, { now });
  await appendEvents(database.db, accountId, sampleDesk({ seed: 1, until: now, weeks: 5 }), now);
  await projectChanges(database.db);
});

afterAll(() => database.close());

it("shows something of every KPI in its last 30 days", async () => {
  const { timezone, weekStartsOn } = config;
  const results = await queryMetrics(database.db, {
    accountId,
    metrics: catalogue.map(({ id }) => ({ id })),
    period: resolvePeriod("last 30 days", { now, timezone, weekStartsOn }),
    by: [],
    filters: {},
    clock: "elapsed",
    now,
    ...settingsOf(config),
  });

  const empty = results.filter(({ value, sample }) => value === null || sample === 0);
  expect(empty.map(({ metric }) => metric)).toEqual([]);
  expect(new Set(results.map(({ metric }) => metric)).size).toBe(catalogue.length);
});
