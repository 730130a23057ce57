import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { type BucketUnit, bucketsOf } from "../../src/calendar/buckets.ts";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { weekdays } from "../../src/calendar/weekday.ts";
import { oddZones } from "../support/odd-zones.ts";

function keys(from: string, to: string, timezone: string, unit: BucketUnit) {
  return bucketsOf(periodBetween(from, to, timezone), unit).map((bucket) => bucket.key);
}

describe("the buckets of a period", () => {
  it("are every local day, with and without anything in it", () => {
    const buckets = bucketsOf(periodBetween("2026-03-28", "2026-03-30", "Europe/Amsterdam"), "day");

    expect(buckets.map(({ key, label, from }) => [key, label, from.toISOString()])).toEqual([
      ["2026-03-28", "Sat 28", "2026-03-27T23:00:00.000Z"],
      ["2026-03-29", "Sun 29", "2026-03-28T23:00:00.000Z"],
      ["2026-03-30", "Mon 30", "2026-03-29T22:00:00.000Z"],
    ]);
  });

  it("leave out the hour that is skipped and tell apart the one that comes twice", () => {
    const forward = keys("2026-03-29", "2026-03-29", "Europe/Amsterdam", "hour");
    const back = keys("2026-10-25", "2026-10-25", "Europe/Amsterdam", "hour");

    expect(forward).toHaveLength(23);
    expect(forward.slice(1, 3)).toEqual(["2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00"]);
    expect(back).toHaveLength(25);
    expect(back.slice(2, 4)).toEqual(["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"]);
  });

  it("are local hours where the clock moves by half an hour", () => {
    expect(keys("2026-04-05", "2026-04-05", "Australia/Lord_Howe", "hour").slice(1, 4)).toEqual([
      "2026-04-05T01:00+11:00",
      "2026-04-05T01:30+10:30",
      "2026-04-05T02:00+10:30",
    ]);
    expect(keys("2026-10-04", "2026-10-04", "Australia/Lord_Howe", "hour").slice(1, 4)).toEqual([
      "2026-10-04T01:00+10:30",
      "2026-10-04T02:30+11:00",
      "2026-10-04T03:00+11:00",
    ]);
  });

  it("have no day that a zone skipped", () => {
    expect(keys("2011-12-29", "2011-12-31", "Pacific/Apia", "day")).toEqual(["2011-12-29", "2011-12-31"]);
  });

  it("are weeks from the chosen day and months, cut to the period", () => {
    const period = periodBetween("2026-02-25", "2026-03-10", "UTC");
    const weeks = bucketsOf(period, "week", "sunday");

    expect(weeks.map(({ key, label }) => [key, label])).toEqual([
      ["2026-02-22", "22 Feb"],
      ["2026-03-01", "1 Mar"],
      ["2026-03-08", "8 Mar"],
    ]);
    expect(weeks[0]?.from).toEqual(period.from);
    expect(bucketsOf(period, "month").map(({ key, label }) => [key, label])).toEqual([
      ["2026-02", "Feb 2026"],
      ["2026-03", "Mar 2026"],
    ]);
  });

  it("cover the period without gap or overlap, each within one local unit, in every zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2005-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.integer({ min: 1, max: 40 * 24 * 3600 }),
        fc.constantFrom(...oddZones),
        fc.constantFrom<BucketUnit>("hour", "day", "week", "month"),
        fc.constantFrom(...weekdays),
        (from, seconds, timezone, unit, weekStartsOn) => {
          const to = new Date(from.getTime() + seconds * 1000);
          const buckets = bucketsOf({ from, to, timezone, step: "elapsed", name: "" }, unit, weekStartsOn);

          expect(buckets[0]?.from).toEqual(from);
          expect(buckets.at(-1)?.to).toEqual(to);
          for (const [index, bucket] of buckets.entries()) {
            expect(bucket.from < bucket.to).toBe(true);
            if (index > 0) expect(bucket.from).toEqual(buckets[index - 1]?.to);
            const last = zoned(bucket.to.getTime() - 1, timezone);
            if (unit === "hour") expect(last.hour).toBe(bucket.hour);
            if (unit === "day") expect(last.toPlainDate().toString()).toBe(bucket.key);
            if (unit === "month") expect(last.toPlainDate().toString().slice(0, 7)).toBe(bucket.key);
          }
          expect(new Set(buckets.map(({ key }) => key)).size).toBe(buckets.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function zoned(at: number, timezone: string) {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
}
