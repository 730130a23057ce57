import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { occurrencesBetween } from "../../src/jobs/occurrences.ts";

describe("the occurrences of a schedule", () => {
  it("come at the local time, whatever the zone's offset on that day", () => {
    const runs = between("30 8 * * 1-5", "Europe/Amsterdam", "2026-03-27T00:00Z", "2026-03-31T00:00Z");

    expect(runs).toEqual([
      ["2026-03-27T08:30", "2026-03-27T07:30:00Z"],
      ["2026-03-30T08:30", "2026-03-30T06:30:00Z"],
    ]);
  });

  it("leave out the start and take in the end", () => {
    const runs = between("30 8 * * *", "UTC", "2026-03-01T08:30Z", "2026-03-02T08:30Z");

    expect(runs).toEqual([["2026-03-02T08:30", "2026-03-02T08:30:00Z"]]);
  });

  it("run at the end of the gap when the local time does not exist", () => {
    const runs = between("30 2 * * *", "Europe/Amsterdam", "2026-03-28T12:00Z", "2026-03-29T12:00Z");

    expect(runs).toEqual([["2026-03-29T02:30", "2026-03-29T01:00:00Z"]]);
  });

  it("run once when several missing local times come to the same instant", () => {
    const runs = between("*/15 2,3 * * *", "Europe/Amsterdam", "2026-03-28T12:00Z", "2026-03-29T12:00Z");

    expect(runs).toEqual([
      ["2026-03-29T03:00", "2026-03-29T01:00:00Z"],
      ["2026-03-29T03:15", "2026-03-29T01:15:00Z"],
      ["2026-03-29T03:30", "2026-03-29T01:30:00Z"],
      ["2026-03-29T03:45", "2026-03-29T01:45:00Z"],
    ]);
  });

  it("run once, the first time, when the local time occurs twice", () => {
    const runs = between("30 2 * * *", "Europe/Amsterdam", "2026-10-24T12:00Z", "2026-10-25T12:00Z");

    expect(runs).toEqual([["2026-10-25T02:30", "2026-10-25T00:30:00Z"]]);
  });

  it("know Lord Howe, whose summer time is half an hour", () => {
    const spring = between("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", "2026-10-04T00:00Z");
    const autumn = between("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00Z", "2026-04-05T00:00Z");

    expect(spring).toEqual([["2026-10-04T02:15", "2026-10-03T15:30:00Z"]]);
    expect(autumn).toEqual([["2026-04-05T01:45", "2026-04-04T14:45:00Z"]]);
  });

  it("know Chatham, three quarters of an hour off", () => {
    const runs = between("0 9 * * *", "Pacific/Chatham", "2026-09-25T21:00Z", "2026-09-27T21:00Z");

    expect(runs).toEqual([
      ["2026-09-27T09:00", "2026-09-26T19:15:00Z"],
      ["2026-09-28T09:00", "2026-09-27T19:15:00Z"],
    ]);
  });

  it("run a day that a zone skipped when the next day begins", () => {
    const runs = between("30 8 30 12 *", "Pacific/Apia", "2011-12-28T00:00Z", "2012-01-02T00:00Z");

    expect(runs).toEqual([["2011-12-30T08:30", "2011-12-30T10:00:00Z"]]);
  });

  it("understand the last day of a month and either of two day fields", () => {
    expect(between("0 7 L * *", "UTC", "2024-02-01T00:00Z", "2024-03-01T00:00Z")).toEqual([
      ["2024-02-29T07:00", "2024-02-29T07:00:00Z"],
    ]);
    expect(between("0 7 1 * 1", "UTC", "2026-09-01T00:00Z", "2026-09-08T00:00Z")).toEqual([
      ["2026-09-01T07:00", "2026-09-01T07:00:00Z"],
      ["2026-09-07T07:00", "2026-09-07T07:00:00Z"],
    ]);
  });

  it("are the same however the time is cut into ticks", () => {
    fc.assert(
      fc.property(schedules(), windows(), fc.nat(), ({ cron, zone }, { from, to }, cut) => {
        const middle = new Date(from.getTime() + (cut % (to.getTime() - from.getTime() + 1)));

        const atOnce = occurrencesBetween(cron, zone, from, to);
        const inTwo = [
          ...occurrencesBetween(cron, zone, from, middle),
          ...occurrencesBetween(cron, zone, middle, to),
        ];

        expect(inTwo).toEqual(atOnce);
      }),
      { numRuns: 60 },
    );
  });

  it("are one a local day for a daily schedule, in every zone and year", () => {
    fc.assert(
      fc.property(
        zones(),
        fc.nat(23),
        fc.nat(59),
        fc.integer({ min: 1975, max: 2037 }),
        (zone, hour, minute, year) => {
          const start = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone);
          const end = start.add({ years: 1 });

          const runs = occurrencesBetween(
            `${minute} ${hour} * * *`,
            zone,
            new Date(start.epochMilliseconds - 1),
            new Date(end.epochMilliseconds - 1),
          );

          expect(new Set(runs.map((run) => run.occurrence)).size).toBe(runs.length);
          for (const run of runs) expectRightInstant(run, zone);
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** The instant's own local time is the one asked for, or the end of the gap that swallowed it. */
function expectRightInstant(run: { occurrence: string; at: Date }, zone: string): void {
  const actual = Temporal.Instant.fromEpochMilliseconds(run.at.getTime()).toZonedDateTimeISO(zone);
  const asked = Temporal.PlainDateTime.from(run.occurrence);
  if (actual.toPlainDateTime().equals(asked)) {
    const earlier = asked.toZonedDateTime(zone, { disambiguation: "earlier" });
    expect(actual.epochMilliseconds).toBe(earlier.epochMilliseconds);
    return;
  }
  const justBefore = actual.subtract({ milliseconds: 1 }).toPlainDateTime();
  expect(Temporal.PlainDateTime.compare(justBefore, asked)).toBe(-1);
  expect(Temporal.PlainDateTime.compare(asked, actual.toPlainDateTime())).toBe(-1);
}

function zones() {
  return fc.constantFrom(
    "UTC",
    "Europe/Amsterdam",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Antarctica/Troll",
  );
}

function schedules() {
  return fc.record({
    cron: fc.constantFrom(
      "30 8 * * 1-5",
      "*/20 * * * *",
      "30 2 * * *",
      "0 0 * * *",
      "15 1,2,3 1 * 0",
      "59 23 L * *",
    ),
    zone: zones(),
  });
}

function windows() {
  return fc
    .record({
      from: fc.date({ min: new Date("2011-01-01Z"), max: new Date("2037-01-01Z"), noInvalidDate: true }),
      days: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ from, days }) => ({ from, to: new Date(from.getTime() + days * 86_400_000) }));
}

function between(cron: string, zone: string, after: string, until: string): [string, string][] {
  return occurrencesBetween(cron, zone, new Date(after), new Date(until)).map((run) => [
    run.occurrence,
    run.at.toISOString().replace(".000", ""),
  ]);
}
