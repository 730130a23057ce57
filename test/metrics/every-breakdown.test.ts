import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import type { Dimension, MetricQuery } from "../../src/metrics/metric-query.ts";
import { queryMetrics } from "../../src/metrics/query-metrics.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const now = new Date("2026-03-04T12:00:00Z");
const base: Omit<MetricQuery, "metrics" | "by"> = {
  accountId: "default",
  period: resolvePeriod("last 7 days", { now, timezone: "Europe/Amsterdam", weekStartsOn: "monday" }),
  filters: {},
  clock: "elapsed",
  now,
  reopenWindowMs: 7 * 86_400_000,
  weekStartsOn: "monday",
};

describe("an empty desk", () => {
  for (const definition of catalogue) {
    it(`answers ${definition.id} by each of its dimensions and filters`, async () => {
      const metrics = [{ id: definition.id }];
      const { unit, measurement } = definition;
      const isSum = unit === "count" || (unit === "money" && measurement.kind !== "derived");
      for (const dimension of definition.dimensions) {
        const results = await queryMetrics(database.db, { ...base, metrics, by: [dimension] });
        const value = isSum ? 0 : null;
        for (const result of results) expect(result).toMatchObject({ value, sample: 0, change: null });
      }
      const filters = Object.fromEntries(
        definition.dimensions.filter(isFilter).map((dimension) => [dimension, ["a", "b"]]),
      );
      expect(await queryMetrics(database.db, { ...base, metrics, by: [], filters })).toHaveLength(1);
      const several: Dimension[] = ["tag", "day", "team", "agent"];
      const by = several.filter((dimension) => definition.dimensions.includes(dimension));
      if (by.some(isFilter))
        expect(await queryMetrics(database.db, { ...base, metrics, by, filters })).toEqual([]);
    });
  }
});

function isFilter(dimension: Dimension): boolean {
  return !["hour", "day", "week", "month", "hour-of-day", "weekday"].includes(dimension);
}
