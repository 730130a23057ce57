import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  afterBusinessMs,
  businessCalendar,
  businessMs,
  isOpen,
} from "../../src/calendar/business-calendar.ts";
import type { CalendarRules } from "../../src/calendar/calendar-rules.ts";
import { weekdays } from "../../src/calendar/weekday.ts";
import { oddZones } from "../support/odd-zones.ts";
import { naiveBusinessMs, naiveIsOpen } from "./naive-hours.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

const office: CalendarRules = {
  timezone: "Europe/Amsterdam",
  hours: {
    monday: ["09:00-12:30", "13:30-17:30"],
    tuesday: ["09:00-17:30"],
    wednesday: ["09:00-17:30"],
    thursday: ["09:00-17:30"],
    friday: ["09:00-17:30"],
    saturday: [],
  },
  holidays: [],
  holidayCountry: null,
};
const nights: CalendarRules = {
  ...office,
  hours: Object.fromEntries(weekdays.map((day) => [day, ["22:00-06:00"]])),
};
const always: CalendarRules = {
  ...office,
  hours: Object.fromEntries(weekdays.map((day) => [day, ["00:00-24:00"]])),
};

async function hoursBetween(rules: CalendarRules, from: string, to: string): Promise<number> {
  return businessMs(await businessCalendar(rules), new Date(from), new Date(to)) / HOUR;
}

async function dueAfter(rules: CalendarRules, from: string, hours: number): Promise<string | undefined> {
  const due = afterBusinessMs(await businessCalendar(rules), new Date(from), hours * HOUR);
  return due?.toISOString();
}

describe("business time", () => {
  it("is the time within the day's intervals, in the calendar's zone", async () => {
    // Monday in winter: 11:00 to 15:00 local with the lunch between.
    expect(await hoursBetween(office, "2026-03-02T10:00:00Z", "2026-03-02T14:00:00Z")).toBe(3);
    // Friday 17:00 to Monday 9:30 local.
    expect(await hoursBetween(office, "2026-03-06T16:00:00Z", "2026-03-09T08:30:00Z")).toBe(1);
    expect(await hoursBetween(office, "2026-03-07T00:00:00Z", "2026-03-08T00:00:00Z")).toBe(0);
    expect(await hoursBetween(office, "2026-03-02T14:00:00Z", "2026-03-02T10:00:00Z")).toBe(0);
  });

  it("begins with the first instant of an interval and ends before the last", async () => {
    const calendar = await businessCalendar(office);
    const isOpenAt = (time: string) => isOpen(calendar, new Date(time));

    expect(isOpenAt("2026-03-03T07:59:59.999Z")).toBe(false);
    expect(isOpenAt("2026-03-03T08:00:00.000Z")).toBe(true);
    expect(isOpenAt("2026-03-03T16:29:59.999Z")).toBe(true);
    expect(isOpenAt("2026-03-03T16:30:00.000Z")).toBe(false);
  });

  it("takes a night shift as one, an hour shorter and an hour longer when clocks move", async () => {
    expect(await hoursBetween(nights, "2026-03-27T20:00:00Z", "2026-03-28T08:00:00Z")).toBe(8);
    // Clocks go forward on the 29th at 02:00, back on 25 October at 03:00.
    expect(await hoursBetween(nights, "2026-03-28T20:00:00Z", "2026-03-29T08:00:00Z")).toBe(7);
    expect(await hoursBetween(nights, "2026-10-24T18:00:00Z", "2026-10-25T08:00:00Z")).toBe(9);
  });

  it("has 23 hours round the clock on the day clocks go forward and 25 on the day they go back", async () => {
    expect(await hoursBetween(always, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(23);
    expect(await hoursBetween(always, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).toBe(25);
  });

  it("closes on a holiday what starts that day, and leaves the night shift of the day before", async () => {
    const rules = { ...nights, holidays: ["2026-12-25"] };

    // The shift of the 24th runs until 06:00 of the 25th; the one of the 25th does not start.
    expect(await hoursBetween(rules, "2026-12-24T21:00:00Z", "2026-12-25T05:00:00Z")).toBe(8);
    expect(await hoursBetween(rules, "2026-12-25T21:00:00Z", "2026-12-26T05:00:00Z")).toBe(0);
    expect(await hoursBetween(rules, "2026-12-26T21:00:00Z", "2026-12-27T05:00:00Z")).toBe(8);
  });

  it("knows the public holidays of countries and of their parts", async () => {
    const open = async (holidayCountry: string, date: string) => {
      const rules = { ...always, timezone: "UTC", holidayCountry };
      return (await hoursBetween(rules, `${date}T00:00:00Z`, `${date}T24:00:00Z`)) > 0;
    };

    expect(await open("NL", "2026-04-27")).toBe(false); // King's Day
    expect(await open("NL", "2026-12-05")).toBe(true); // Sinterklaas is no day off
    expect(await open("DE", "2026-01-06")).toBe(true);
    expect(await open("DE-BY", "2026-01-06")).toBe(false); // Epiphany
    // Two of the eight days from 28 December 2025 on that Eswatini takes off lie in the next year.
    expect(await open("SZ", "2026-01-02")).toBe(false);
    // Half a day off closes nothing.
    expect(await open("IS", "2026-12-24")).toBe(true);
  });

  it("refuses a country whose holidays nobody knows", async () => {
    await expect(businessCalendar({ ...office, holidayCountry: "XX" })).rejects.toThrow(
      /country codes are AD/,
    );
    await expect(businessCalendar({ ...office, holidayCountry: "DE-XX" })).rejects.toThrow(/BB, BE, BW, BY/);
    await expect(businessCalendar({ ...office, holidayCountry: "FR-57-X" })).rejects.toThrow(
      /must be FR-57:/,
    );
  });

  it("counts overlapping intervals once", async () => {
    const rules = {
      ...office,
      hours: { monday: ["09:00-12:00", "11:00-14:00", "22:00-06:00"], tuesday: ["05:00-07:00"] },
    };

    // 09:00 to 14:00 and 22:00 to 07:00.
    expect(await hoursBetween(rules, "2026-03-01T23:00:00Z", "2026-03-03T23:00:00Z")).toBe(14);
  });

  it("is due at the end of an interval rather than at the start of the next", async () => {
    expect(await dueAfter(office, "2026-03-06T15:30:00Z", 1)).toBe("2026-03-06T16:30:00.000Z");
    // Friday 16:30 local and two hours: one on Friday, one on Monday from 9.
    expect(await dueAfter(office, "2026-03-06T15:30:00Z", 2)).toBe("2026-03-09T09:00:00.000Z");
    expect(await dueAfter(office, "2026-03-07T12:00:00Z", 0)).toBe("2026-03-07T12:00:00.000Z");
    expect(await dueAfter({ ...office, hours: { monday: [] } }, "2026-03-07T12:00:00Z", 1)).toBeUndefined();
  });

  it("spans a thousand years without taking long", async () => {
    const from = new Date("1970-01-01T00:00:00Z");
    const calendar = await businessCalendar({ ...always, timezone: "UTC" });

    expect(businessMs(calendar, from, new Date("2999-12-31T00:00:00Z"))).toBe(Date.UTC(2999, 11, 31));
  });
});

const timeOfDay = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => quarter * 15);
const intervals = fc.array(
  fc
    .tuple(timeOfDay, fc.integer({ min: 1, max: 24 * 4 - 1 }))
    .map(([start, quarters]) => `${clock(start)}-${clock((start + quarters * 15) % 1440 || 1440)}`),
  { maxLength: 2 },
);
const zones = fc.constantFrom(...oddZones);
/** Around the moves of clocks of all the zones, and anywhere. */
const instants = fc
  .tuple(
    fc.constantFrom(
      "2026-03-08",
      "2026-03-29",
      "2026-04-05",
      "2026-09-27",
      "2026-10-25",
      "2026-11-01",
      "2010-11-07",
      "2011-12-30",
    ),
    fc.integer({ min: -36 * 60, max: 60 * 60 }),
  )
  .map(([date, minutes]) => new Date(Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE));
const calendars = fc
  .record({ timezone: zones, week: fc.array(intervals, { minLength: 7, maxLength: 7 }), from: instants })
  .chain(({ timezone, week, from }) => {
    const date = Temporal.Instant.fromEpochMilliseconds(from.getTime())
      .toZonedDateTimeISO(timezone)
      .toPlainDate();
    return fc.subarray([-1, 0, 1].map((days) => date.add({ days }).toString())).map((holidays) => ({
      from,
      rules: {
        timezone,
        hours: Object.fromEntries(weekdays.map((day, no) => [day, week[no] ?? []])),
        holidays,
        holidayCountry: null,
      } satisfies CalendarRules,
    }));
  });

function clock(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

describe("business time in every zone", () => {
  it("is what a walk minute by minute finds", async () => {
    await fc.assert(
      fc.asyncProperty(calendars, fc.integer({ min: 1, max: 36 * 60 }), async ({ rules, from }, minutes) => {
        const calendar = await businessCalendar(rules);
        const to = new Date(from.getTime() + minutes * MINUTE);

        expect(isOpen(calendar, from)).toBe(naiveIsOpen(rules, from.getTime()));
        expect(businessMs(calendar, from, to)).toBe(naiveBusinessMs(rules, from, to));
      }),
      { numRuns: 40 },
    );
  });

  it("adds up, and is undone by asking when so much has passed", async () => {
    await fc.assert(
      fc.asyncProperty(
        calendars,
        fc.integer({ min: 0, max: 700 * 24 * HOUR }),
        fc.integer({ min: 0, max: 700 * 24 * HOUR }),
        async ({ rules, from }, first, second) => {
          const calendar = await businessCalendar(rules);
          const middle = new Date(from.getTime() + first);
          const to = new Date(middle.getTime() + second);
          const whole = businessMs(calendar, from, to);
          const due = afterBusinessMs(calendar, from, whole);

          expect(whole).toBe(businessMs(calendar, from, middle) + businessMs(calendar, middle, to));
          expect(due && businessMs(calendar, from, due)).toBe(whole);
          expect(due && due <= to).toBe(true);
          // Not a millisecond earlier.
          if (due && whole > 0) expect(isOpen(calendar, new Date(due.getTime() - 1))).toBe(true);
        },
      ),
    );
  });
});
