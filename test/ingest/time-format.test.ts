import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { localInstant } from "../../src/ingest/local-instant.ts";
import { isTimeFormat, timeReader } from "../../src/ingest/time-format.ts";

const lisbon = localInstant("Europe/Lisbon");

function read(format: string, text: string): string {
  const time = timeReader(format, lisbon)(text);
  return typeof time === "number" ? new Date(time).toISOString() : time;
}

describe("a time", () => {
  it.each([
    ["d/M/yyyy HH:mm", "29/2/2016 01:16", "2016-02-29T01:16:00.000Z"],
    ["d/M/yyyy HH:mm", "01/07/2016 01:16", "2016-07-01T00:16:00.000Z"],
    ["yyyy/MM/dd HH:mm:ss.SSS", "2012/04/03 16:55:38.250", "2012-04-03T15:55:38.250Z"],
    ["EEE MMM dd HH:mm:ss Z yyyy", "Tue Oct 31 22:10:47 +0000 2017", "2017-10-31T22:10:47.000Z"],
    ["d-MMMM-yyyy", "1-March-2016", "2016-03-01T00:00:00.000Z"],
    ["M/d/yy h:mm a", "3/9/16 12:05 AM", "2016-03-09T00:05:00.000Z"],
    ["M/d/yy h:mm a", "3/9/16 12:05 p.m.", "2016-03-09T12:05:00.000Z"],
    ["yyyy-MM-dd[ HH:mm[:ss]]", "2016-03-09", "2016-03-09T00:00:00.000Z"],
    ["yyyy-MM-dd[ HH:mm[:ss]]", "2016-03-09 10:20:30", "2016-03-09T10:20:30.000Z"],
    ["yyyyMMdd'T'HHmm", "20160309T1020", "2016-03-09T10:20:00.000Z"],
    ["iso", "2016-10-30T01:30:00Z", "2016-10-30T01:30:00.000Z"],
    ["iso", "2016-10-29 20:00-0530", "2016-10-30T01:30:00.000Z"],
    ["iso", "2016-07-01 10:00:00,5", "2016-07-01T09:00:00.500Z"],
    ["iso", "2016-07-01", "2016-06-30T23:00:00.000Z"],
    ["unix", "1490000000.5", "2017-03-20T08:53:20.500Z"],
    ["unix-ms", "1490000000500", "2017-03-20T08:53:20.500Z"],
    ["excel", "42430.5", "2016-03-01T12:00:00.000Z"],
  ])("written %s is read: %s", (format, text, instant) => {
    expect(isTimeFormat(format)).toBe(true);
    expect(read(format, text)).toBe(instant);
  });

  it.each([
    ["d/M/yyyy HH:mm", "30/2/2016 01:16"],
    ["d/M/yyyy HH:mm", "1/13/2016 01:16"],
    ["d/M/yyyy HH:mm", "1/1/2016 24:00"],
    ["d/M/yyyy HH:mm", "1/1/2016"],
    ["d/M/yyyy HH:mm", "1/1/2016 10:00:00"],
    ["dd/MM/yyyy", "1/1/2016"],
    ["h:mm a d/M/yyyy", "13:00 pm 1/1/2016"],
    ["iso", "2016-02-30"],
    ["iso", "today"],
    ["unix", "1e9"],
    ["excel", "-1"],
  ])("that is not written %s is not guessed: %s", (format, text) => {
    expect(read(format, text)).toBe("unreadable");
  });

  it("without an offset needs a zone", () => {
    expect(timeReader("iso", undefined)("2016-07-01 10:00")).toBe("zoneless");
    expect(timeReader("iso", undefined)("2016-07-01 10:00Z")).toBe(Date.parse("2016-07-01T10:00:00Z"));
  });

  it.each(["dd/MM HH:mm", "yyyy-MM", "yyyy-MM-dd q", "YYYY-MM-DD", ""])("format %j is none", (format) => {
    expect(isTimeFormat(format)).toBe(false);
  });
});

describe("a local time", () => {
  it.each([
    ["left out by the clock change", "2016-03-27 01:30", "2016-03-27T01:30:00.000Z"],
    ["that occurs twice", "2016-10-30 01:30", "2016-10-30T00:30:00.000Z"],
  ])("%s is taken as the clock before the change", (_, text, instant) => {
    expect(read("iso", text)).toBe(instant);
  });

  it("is the instant Temporal gives, in every zone and around every clock change", () => {
    const zones = [
      "Europe/Lisbon",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Pacific/Apia",
      "UTC",
    ];
    const clocks = new Map(zones.map((zone) => [zone, localInstant(zone)]));
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.oneof(
          fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2030, 0) }),
          fc.integer({ min: Date.UTC(2016, 2, 27), max: Date.UTC(2016, 2, 28) }),
          fc.integer({ min: Date.UTC(2016, 9, 1), max: Date.UTC(2016, 9, 3) }),
          fc.integer({ min: Date.UTC(2011, 11, 29), max: Date.UTC(2012, 0, 1) }),
        ),
        (zone, ms) => {
          const local = Temporal.Instant.fromEpochMilliseconds(ms)
            .toZonedDateTimeISO("UTC")
            .toPlainDateTime();

          expect(clocks.get(zone)?.(local)).toBe(local.toZonedDateTime(zone).epochMilliseconds);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
