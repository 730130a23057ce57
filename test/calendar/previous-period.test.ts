import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Period } from "../../src/calendar/period.ts";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { previousPeriod } from "../../src/calendar/previous-period.ts";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { oddZones } from "../support/odd-zones.ts";

function interval({ from, to }: Period) {
  return `${from.toISOString()} ${to.toISOString()}`;
}

function comparedWith(text: string, now: string, timezone = "Europe/Amsterdam") {
  const at = new Date(now);
  return interval(previousPeriod(resolvePeriod(text, { now: at, timezone, weekStartsOn: "monday" }), at));
}

describe("the period before", () => {
  it("is as many local days before, whatever the clocks do", () => {
    expect(comparedWith("2026-03-30", "2026-06-01T00:00:00Z")).toBe(
      "2026-03-28T23:00:00.000Z 2026-03-29T22:00:00.000Z",
    );
    expect(comparedWith("2026-10-24..2026-10-26", "2026-11-11T00:00:00Z")).toBe(
      "2026-10-20T22:00:00.000Z 2026-10-23T22:00:00.000Z",
    );
  });

  it("is the calendar month before for a month", () => {
    expect(comparedWith("last month", "2026-04-10T00:00:00Z", "UTC")).toBe(
      "2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z",
    );
    expect(comparedWith("2026-02-01..2026-02-28", "2026-04-10T00:00:00Z", "UTC")).toBe(
      "2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z",
    );
  });

  it("is as many days before for the last 28 days, even where they are a calendar month", () => {
    expect(comparedWith("last 28 days", "2026-03-01T12:00:00Z", "UTC")).toBe(
      "2026-01-04T00:00:00.000Z 2026-02-01T00:00:00.000Z",
    );
  });

  it("is the same elapsed time before for other spans", () => {
    const period = periodBetween("2026-03-29T00:30:00Z", "2026-03-29T04:30:00Z", "Europe/Amsterdam");

    expect(interval(previousPeriod(period, new Date("2026-06-01T00:00:00Z")))).toBe(
      "2026-03-28T20:30:00.000Z 2026-03-29T00:30:00.000Z",
    );
  });

  it("is the same elapsed part while the period runs", () => {
    expect(comparedWith("today", "2026-03-04T09:30:00Z", "UTC")).toBe(
      "2026-03-03T00:00:00.000Z 2026-03-03T09:30:00.000Z",
    );
    expect(comparedWith("this week", "2026-03-04T09:30:00Z", "UTC")).toBe(
      "2026-02-23T00:00:00.000Z 2026-02-25T09:30:00.000Z",
    );
    expect(comparedWith("this month", "2026-03-04T09:30:00Z", "UTC")).toBe(
      "2026-02-01T00:00:00.000Z 2026-02-04T09:30:00.000Z",
    );
  });

  it("ends where the running period begins, at the latest", () => {
    expect(comparedWith("this month", "2026-03-31T09:30:00Z", "UTC")).toBe(
      "2026-02-01T00:00:00.000Z 2026-03-01T00:00:00.000Z",
    );
  });

  it("goes until the same local time on the day after the clocks changed", () => {
    expect(comparedWith("today", "2026-03-30T08:00:00Z")).toBe(
      "2026-03-28T23:00:00.000Z 2026-03-29T08:00:00.000Z",
    );
  });

  it("ends where a finished period begins and has as many local days, in every zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2005-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.constantFrom(...oddZones),
        fc.integer({ min: 1, max: 40 }),
        (now, timezone, days) => {
          const period = resolvePeriod(`last ${days} days`, { now, timezone, weekStartsOn: "monday" });
          const previous = previousPeriod(period, now);
          const both = resolvePeriod(`last ${2 * days} days`, { now, timezone, weekStartsOn: "monday" });

          expect(previous.to).toEqual(period.from);
          expect(previous.from).toEqual(both.from);
        },
      ),
    );
  });
});
