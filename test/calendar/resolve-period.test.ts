import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { weekdays } from "../../src/calendar/weekday.ts";
import { UsageError } from "../../src/errors.ts";
import { oddZones } from "../support/odd-zones.ts";

const amsterdam = { timezone: "Europe/Amsterdam", weekStartsOn: "monday" } as const;
const wednesday = new Date("2026-03-04T08:30:00Z");

function interval(text: string, context: Partial<Parameters<typeof resolvePeriod>[1]> = {}) {
  const { from, to } = resolvePeriod(text, { now: wednesday, ...amsterdam, ...context });
  return `${from.toISOString()} ${to.toISOString()}`;
}

describe("a period in words", () => {
  it("is whole local days, weeks and months", () => {
    expect(interval("today")).toBe("2026-03-03T23:00:00.000Z 2026-03-04T23:00:00.000Z");
    expect(interval("yesterday")).toBe("2026-03-02T23:00:00.000Z 2026-03-03T23:00:00.000Z");
    expect(interval("this week")).toBe("2026-03-01T23:00:00.000Z 2026-03-08T23:00:00.000Z");
    expect(interval("last week")).toBe("2026-02-22T23:00:00.000Z 2026-03-01T23:00:00.000Z");
    expect(interval("this month")).toBe("2026-02-28T23:00:00.000Z 2026-03-31T22:00:00.000Z");
    expect(interval("last month")).toBe("2026-01-31T23:00:00.000Z 2026-02-28T23:00:00.000Z");
  });

  it("takes the days before today for the last N days, and ends now for the last N hours", () => {
    expect(interval("last 7 days")).toBe("2026-02-24T23:00:00.000Z 2026-03-03T23:00:00.000Z");
    expect(interval("last 24 hours")).toBe("2026-03-03T08:30:00.000Z 2026-03-04T08:30:00.000Z");
  });

  it("is whole quarters and years, and the months before this one", () => {
    expect(interval("this quarter")).toBe("2025-12-31T23:00:00.000Z 2026-03-31T22:00:00.000Z");
    expect(interval("last quarter")).toBe("2025-09-30T22:00:00.000Z 2025-12-31T23:00:00.000Z");
    expect(interval("this year")).toBe("2025-12-31T23:00:00.000Z 2026-12-31T23:00:00.000Z");
    expect(interval("last year")).toBe("2024-12-31T23:00:00.000Z 2025-12-31T23:00:00.000Z");
    expect(interval("last 2 weeks")).toBe(interval("last 14 days"));
    expect(interval("last 3 months")).toBe("2025-11-30T23:00:00.000Z 2026-02-28T23:00:00.000Z");
    expect(interval("last 1 month")).toBe(interval("last month"));
  });

  it("is a month, a quarter or a year by its name", () => {
    expect(interval("2026-03")).toBe(interval("2026-03-01..2026-03-31"));
    expect(interval("2025-Q4")).toBe(interval("last quarter"));
    expect(interval("2025")).toBe(interval("last year"));
    expect(resolvePeriod("2026-02", { now: wednesday, ...amsterdam }).step).toBe("month");
    expect(() => interval("2026-13")).toThrow(/no such month/);
  });

  it("starts the week where the configuration says", () => {
    expect(interval("this week", { weekStartsOn: "sunday" })).toBe(
      "2026-02-28T23:00:00.000Z 2026-03-07T23:00:00.000Z",
    );
    expect(interval("this week", { weekStartsOn: "wednesday" })).toBe(
      "2026-03-03T23:00:00.000Z 2026-03-10T23:00:00.000Z",
    );
  });

  it("includes the last day of a range", () => {
    expect(interval("2026-03-01..2026-03-31")).toBe("2026-02-28T23:00:00.000Z 2026-03-31T22:00:00.000Z");
    expect(interval("2026-03-01")).toBe("2026-02-28T23:00:00.000Z 2026-03-01T23:00:00.000Z");
  });

  it("reads capitals and spaces as they come", () => {
    expect(interval("  Last   7 Days ")).toBe(interval("last 7 days"));
  });

  it("has 23 hours on the day clocks go forward and 25 on the day they go back", () => {
    const hours = (date: string) => {
      const { from, to } = resolvePeriod(date, { now: wednesday, ...amsterdam });
      return (to.getTime() - from.getTime()) / 3_600_000;
    };

    expect(hours("2026-03-29")).toBe(23);
    expect(hours("2026-10-25")).toBe(25);
  });

  it("answers wrong words with the nearest right ones", () => {
    expect(() => interval("yesterdy")).toThrow(/Did you mean "yesterday"/);
    expect(() => interval("lst 14 days")).toThrow(/Did you mean "last 14 days"/);
    expect(() => interval("sometime")).toThrow(/last N days/);
    expect(() => interval("constructor")).toThrow(UsageError);
  });

  it("refuses days that do not exist and spans without length", () => {
    expect(() => interval("2026-02-30")).toThrow(/"2026-02-30" is not a date/);
    expect(() => interval("2026-03-02..2026-03-01")).toThrow(/is empty/);
    expect(() => interval("last 0 days")).toThrow(/a number from 1/);
    expect(() => interval("last 9999 weeks")).toThrow(/from 1 to 522/);
  });

  it("contains now when it runs, and touches it or ends before when it is over, in every zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2005-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.constantFrom(...oddZones),
        fc.constantFrom(...weekdays),
        (now, timezone, weekStartsOn) => {
          const period = (text: string) => resolvePeriod(text, { now, timezone, weekStartsOn });
          for (const text of ["today", "this week", "this month", "this quarter", "this year"]) {
            const { from, to } = period(text);
            expect(from <= now && now < to).toBe(true);
          }
          expect(period("yesterday").to).toEqual(period("today").from);
          expect(period("last week").to).toEqual(period("this week").from);
          expect(period("last month").to).toEqual(period("this month").from);
          expect(period("last quarter").to).toEqual(period("this quarter").from);
          expect(period("last year").to).toEqual(period("this year").from);
          expect(period("last 5 days").to).toEqual(period("today").from);
        },
      ),
    );
  });

  it("begins at the start of a local day, in every zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2005-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.constantFrom(...oddZones),
        fc.constantFrom("today", "last week", "this month", "last 30 days"),
        (now, timezone, text) => {
          const { from } = resolvePeriod(text, { now, timezone, weekStartsOn: "monday" });
          const before = Temporal.Instant.fromEpochMilliseconds(from.getTime() - 1);
          const local = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timezone);

          expect(before.toZonedDateTimeISO(timezone).toPlainDate().equals(local.toPlainDate())).toBe(false);
        },
      ),
    );
  });
});
