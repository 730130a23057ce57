import { describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";

describe("a period between two ends", () => {
  it("includes the last day where it is a date, and not the instant where it is one", () => {
    const days = periodBetween("2026-03-02", "2026-03-03", "Asia/Kathmandu");
    const instants = periodBetween("2026-03-02T00:00:00Z", "2026-03-03T12:00:00Z", "Asia/Kathmandu");

    expect(days.from).toEqual(new Date("2026-03-01T18:15:00Z"));
    expect(days.to).toEqual(new Date("2026-03-03T18:15:00Z"));
    expect(instants.to).toEqual(new Date("2026-03-03T12:00:00Z"));
  });

  it("reads a time without an offset as local", () => {
    const { from } = periodBetween("2026-07-01T09:00", "2026-07-02", "Europe/Amsterdam");

    expect(from).toEqual(new Date("2026-07-01T07:00:00Z"));
  });

  it("is compared by days where it is whole local days, however they were written", () => {
    expect(periodBetween("2026-03-02", "2026-03-03", "UTC")).toMatchObject({ step: "days", days: 2 });
    expect(periodBetween("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z", "UTC")).toMatchObject({
      step: "days",
      days: 2,
    });
    expect(periodBetween("2026-03-02T01:00:00Z", "2026-03-04T01:00:00Z", "UTC")).toMatchObject({
      step: "elapsed",
    });
  });

  it("is compared with the month before where it is exactly a calendar month", () => {
    expect(periodBetween("2026-02-01", "2026-02-28", "UTC").step).toBe("month");
    expect(periodBetween("2026-02-02", "2026-03-01", "UTC").step).toBe("days");
  });

  it("refuses what is no date, and an end before the start", () => {
    expect(() => periodBetween("2026-13-01", "2026-12-01", "UTC")).toThrow(/"2026-13-01" is not a date/);
    expect(() => periodBetween("soon", "2026-12-01", "UTC")).toThrow(/"soon" is not a date/);
    expect(() => periodBetween("2026-03-02", "2026-03-01", "UTC")).toThrow(/is empty/);
  });
});
