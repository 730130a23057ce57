import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { cellKeys } from "../../src/metrics/cell-keys.ts";
import { exposures } from "../../src/metrics/exposure.ts";
import { framesOf } from "../../src/metrics/frame.ts";
import type { Dimension } from "../../src/metrics/metric-query.ts";
import { oddZones } from "../support/odd-zones.ts";

const breakdowns: readonly (readonly Dimension[])[] = [
  ["hour"],
  ["day"],
  ["week", "weekday"],
  ["month"],
  ["hour-of-day"],
  ["weekday", "hour-of-day"],
  ["day", "hour-of-day"],
];

describe("the time that counts are made over", () => {
  it("adds up to the whole period over the cells of every breakdown, in every zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2010-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        fc.constantFrom(...oddZones),
        fc.constantFrom("today", "this week", "last 10 days", "last 30 hours"),
        fc.constantFrom(...breakdowns),
        (now, timezone, text, by) => {
          const period = resolvePeriod(text, { now, timezone, weekStartsOn: "monday" });
          const { current } = framesOf({ period, by, now, weekStartsOn: "monday" });
          const exposure = exposures(by, current);
          const total = cellKeys(by, current, []).reduce((sum, key) => sum + exposure(key), 0);

          expect(total).toBe(current.period.to.getTime() - current.period.from.getTime());
        },
      ),
    );
  });

  it("is the whole period for a breakdown by names", () => {
    const now = new Date("2026-03-04T12:00:00Z");
    const period = resolvePeriod("yesterday", { now, timezone: "UTC", weekStartsOn: "monday" });
    const { current } = framesOf({ period, by: ["channel"], now, weekStartsOn: "monday" });

    expect(exposures(["channel"], current)(["chat"])).toBe(86_400_000);
  });
});
