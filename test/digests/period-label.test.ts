import { describe, expect, it } from "vitest";
import type { Period } from "../../src/calendar/period.ts";
import { periodLabel, shortPeriodLabel } from "../../src/digests/period-label.ts";

describe("the label of a period", () => {
  it("names one local day", () => {
    const period = between("2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z", "Europe/Amsterdam");

    expect(periodLabel(period)).toBe("Friday 20 November 2026");
    expect(shortPeriodLabel(period)).toBe("Fri 20 Nov");
  });

  it("names a week by its first and last day, not by the midnight after", () => {
    const period = between("2016-04-11T00:00:00Z", "2016-04-18T00:00:00Z", "UTC");

    expect(periodLabel(period)).toBe("Mon 11 – Sun 17 April 2016");
    expect(shortPeriodLabel(period)).toBe("Mon 11 Apr – Sun 17 Apr");
  });

  it("names both months, and both years where they differ", () => {
    expect(periodLabel(between("2026-09-28T00:00:00Z", "2026-10-05T00:00:00Z", "UTC"))).toBe(
      "Mon 28 September – Sun 4 October 2026",
    );
    expect(periodLabel(between("2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z", "UTC"))).toBe(
      "Mon 29 December 2025 – Sun 4 January 2026",
    );
  });

  it("tells the times of a span that is not whole days", () => {
    const period = between("2026-11-20T08:15:00Z", "2026-11-21T08:15:00Z", "Asia/Kathmandu");

    expect(periodLabel(period)).toBe("Fri 20 Nov 2026 14:00 – Sat 21 Nov 2026 14:00");
  });

  it("names the day of 23 hours on which clocks go forward", () => {
    const period = between("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Amsterdam");

    expect(periodLabel(period)).toBe("Sunday 29 March 2026");
  });
});

function between(from: string, to: string, timezone: string): Period {
  return { from: new Date(from), to: new Date(to), timezone, step: "days", name: "" };
}
