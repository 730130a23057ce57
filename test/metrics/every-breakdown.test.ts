import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { catalogue, findMetric } from "../../src/metrics/catalogue.ts";
import type { MetricDefinition } from "../../src/metrics/metric-definition.ts";
import { type Dimension, dimensions, type MetricQuery } from "../../src/metrics/metric-query.ts";
import { queryMetrics } from "../../src/metrics/query-metrics.ts";
import { isTimeDimension } from "../../src/metrics/time-axis.ts";
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

/** What nothing comes to: sums are 0, all else is not measured. */
function nothingOf({ unit, measurement }: MetricDefinition): number | null {
  return unit === "count" || (unit === "money" && measurement.kind !== "derived") ? 0 : null;
}

async function expectNothing(
  definitions: readonly MetricDefinition[],
  part: Partial<MetricQuery>,
): Promise<number> {
  const metrics = definitions.map(({ id }) => ({ id }));
  const results = await queryMetrics(database.db, { ...base, by: [], ...part, metrics });
  const wrong = results.filter(
    ({ metric, value, sample, change }) =>
      value !== nothingOf(findMetric(metric)) || sample !== 0 || change !== null,
  );
  expect(wrong).toEqual([]);
  return results.length;
}

describe("an empty desk", () => {
  for (const dimension of dimensions)
    it(`answers every KPI that can be split by ${dimension}`, async () => {
      const split = catalogue.filter((definition) => definition.dimensions.includes(dimension));

      await expectNothing(split, { by: [dimension] });
    });

  const alike = Map.groupBy(catalogue, (definition) => definition.dimensions.join());
  for (const definitions of alike.values())
    it(`answers ${definitions.map(({ id }) => id).join(", ")} by every filter and several breakdowns`, async () => {
      const own = definitions[0]?.dimensions ?? [];
      const filters = Object.fromEntries(own.filter(isFilter).map((dimension) => [dimension, ["a", "b"]]));
      const several: Dimension[] = ["tag", "day", "team", "agent"];
      const by = several.filter((dimension) => own.includes(dimension));

      expect(await expectNothing(definitions, { filters })).toBe(definitions.length);
      if (by.some(isFilter)) expect(await expectNothing(definitions, { by, filters })).toBe(0);
    });
});

function isFilter(dimension: Dimension): boolean {
  return !isTimeDimension(dimension);
}
