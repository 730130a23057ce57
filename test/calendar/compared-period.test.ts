import { describe, expect, it } from "vitest";
import { comparedPeriod } from "../../src/calendar/compared-period.ts";
import type { Period } from "../../src/calendar/period.ts";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { previousPeriod } from "../../src/calendar/previous-period.ts";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";

const timezone = "Europe/Amsterdam";
const later = new Date("2030-01-01T00:00:00Z");

function span({ from, to }: Period): readonly string[] {
  return [from.toISOString(), to.toISOString()];
}

describe("what a period is compared with", () => {
  it("is the one before it unless asked otherwise", () => {
    const week = periodBetween("2026-03-02", "2026-03-08", timezone);

    expect(comparedPeriod(week, later)).toEqual(previousPeriod(week, later));
  });

  it("is the same local days a week ago, across a change of the clocks", () => {
    const monday = periodBetween("2026-03-30", "2026-03-30", timezone);

    expect(span(comparedPeriod(monday, later, "week"))).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-23T23:00:00.000Z",
    ]);
  });

  it("is the same dates a year ago, and the same month", () => {
    const month = periodBetween("2026-03-01", "2026-03-31", timezone);
    const leapMonth = periodBetween("2025-02-01", "2025-02-28", timezone);
    const leapDay = periodBetween("2024-02-29", "2024-02-29", timezone);

    expect(span(comparedPeriod(month, later, "year"))).toEqual([
      "2025-02-28T23:00:00.000Z",
      "2025-03-31T22:00:00.000Z",
    ]);
    expect(span(comparedPeriod(leapMonth, later, "year"))).toEqual([
      "2024-01-31T23:00:00.000Z",
      "2024-02-29T23:00:00.000Z",
    ]);
    expect(span(comparedPeriod(leapDay, later, "year"))).toEqual([
      "2023-02-27T23:00:00.000Z",
      "2023-02-28T23:00:00.000Z",
    ]);
  });

  it("is the same part where the period still runs: until the same local time", () => {
    const now = new Date("2026-03-30T08:15:00Z");
    const today = resolvePeriod("today", { now, timezone, weekStartsOn: "monday" });

    expect(span(comparedPeriod(today, now, "week"))).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-23T09:15:00.000Z",
    ]);
    expect(span(comparedPeriod(today, now, "year"))).toEqual([
      "2025-03-29T23:00:00.000Z",
      "2025-03-30T08:15:00.000Z",
    ]);
  });

  it("moves hours by local time", () => {
    const now = new Date("2026-03-30T08:00:00Z");
    const hours = resolvePeriod("last 24 hours", { now, timezone, weekStartsOn: "monday" });

    expect(span(comparedPeriod(hours, now, "week"))).toEqual([
      "2026-03-22T09:00:00.000Z",
      "2026-03-23T09:00:00.000Z",
    ]);
  });
});
