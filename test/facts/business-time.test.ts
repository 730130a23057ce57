import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CalendarRules, TeamCalendars } from "../../src/calendar/calendar-rules.ts";
import { weekdays } from "../../src/calendar/weekday.ts";
import { businessTimeOf, type CalendarVersion } from "../../src/facts/business-time.ts";
import { naiveIsOpen } from "../calendar/naive-hours.ts";

const MINUTE = 60_000;
const start = Date.parse("2026-03-27T00:00:00Z");

function daily(hours: string, timezone = "Europe/Amsterdam"): CalendarRules {
  const week = Object.fromEntries(weekdays.map((day) => [day, [hours]]));
  return { timezone, hours: week, holidays: [], holidayCountry: null };
}

const calendars = fc
  .record({
    calendars: fc.dictionary(
      fc.constantFrom("default", "night"),
      fc.constantFrom(
        daily("09:00-17:00"),
        daily("22:00-06:00"),
        daily("01:30-03:30", "Australia/Lord_Howe"),
      ),
    ),
    isNamed: fc.boolean(),
  })
  .map(
    ({ calendars, isNamed }): TeamCalendars => ({
      calendars,
      teams: isNamed && calendars["night"] ? { watch: "night" } : {},
    }),
  );
const minutes = fc.integer({ min: 0, max: 4 * 24 * 60 });
const versions: fc.Arbitrary<readonly CalendarVersion[]> = fc
  .tuple(
    calendars,
    fc.array(
      fc.record({ validFrom: minutes.map((after) => new Date(start + after * MINUTE)), content: calendars }),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([first, later]) => [{ validFrom: null, content: first }, ...later]);

/** The calendar of a team at an instant: of the last version said that counts by then. */
function rulesAt(
  all: readonly CalendarVersion[],
  team: string | null,
  time: number,
): CalendarRules | undefined {
  const content = all.findLast(({ validFrom }) => (validFrom?.getTime() ?? 0) <= time)?.content;
  return content?.calendars[(team && content.teams[team]) || "default"];
}

/** null as soon as no calendar counts. */
function naiveBetween(all: readonly CalendarVersion[], team: string | null, from: number, to: number) {
  let sum = 0;
  for (let time = from; time < to; time += MINUTE) {
    const rules = rulesAt(all, team, time);
    if (!rules) return null;
    if (naiveIsOpen(rules, time)) sum += MINUTE;
  }
  return sum;
}

describe("business time by calendars that change", () => {
  it("is of each minute what the version then in force says, for every team", async () => {
    await fc.assert(
      fc.asyncProperty(
        versions,
        fc.constantFrom("watch", "sales", null),
        minutes,
        fc.integer({ min: 1, max: 36 * 60 }),
        async (all, team, after, length) => {
          const time = await businessTimeOf(all);
          const [from, to] = [start + after * MINUTE, start + (after + length) * MINUTE];
          const rules = rulesAt(all, team, from);

          expect(time.between(team, new Date(from), new Date(to))).toBe(naiveBetween(all, team, from, to));
          expect(time.isOpen(team, new Date(from))).toBe(rules ? naiveIsOpen(rules, from) : null);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is due when so much of it has passed, whatever changes meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(
        versions,
        fc.constantFrom("watch", null),
        minutes,
        minutes,
        async (all, team, after, length) => {
          const time = await businessTimeOf(all);
          const from = new Date(start + after * MINUTE);
          const due = time.after(team, from, length * MINUTE);

          if (due) expect(time.between(team, from, due)).toBe(length * MINUTE);
          // Never due only where a calendar is missing somewhere from then on: all of them open every day.
          else expect(time.between(team, from, new Date(start + 400 * 24 * 60 * MINUTE))).toBeNull();
        },
      ),
    );
  });

  it("is nothing known without a calendar", async () => {
    const time = await businessTimeOf([]);

    expect(time.between(null, new Date(start), new Date(start))).toBeNull();
    expect(time.isOpen("watch", new Date(start))).toBeNull();
    expect(time.after(null, new Date(start), 0)).toBeNull();
  });
});
