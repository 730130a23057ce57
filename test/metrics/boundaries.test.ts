import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk } from "../support/metric-desk.ts";
import { happening, lasting, lastingFromTheDayBefore, type Occurrence } from "./occurrences.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const timezone = "Europe/Amsterdam";
/** A local day of 23 hours and one of 25, each with its first and its last instant, and the first of the day after. */
const spring = ["2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"];
const autumn = ["2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00Z"];

/** The events of one of each kind, the later ones first to arrive. */
async function samplesOf(metric: string, occurrence: Occurrence): Promise<readonly number[][]> {
  const desk = metricDesk(database);
  const all = [...spring, ...autumn].flatMap((at, no) => occurrence(at, no));
  await desk.happened(all.toReversed());
  return await Promise.all(
    ["2026-03-28..2026-03-30", "2026-10-24..2026-10-26"].map(async (period) => {
      const days = await desk.ask(metric, { period, timezone, by: ["day"], notes: "none" });
      return days.map(({ sample }) => sample);
    }),
  );
}

describe("a day, of 23 hours or of 25, whatever comes in last,", () => {
  for (const [metric, occurrence] of Object.entries(happening))
    it(`has its first and its last instant of ${metric}, not the first of the day after`, async () => {
      expect(await samplesOf(metric, occurrence)).toEqual([
        [0, 2, 1],
        [0, 2, 1],
      ]);
    });

  for (const [metric, occurrence] of Object.entries(lasting))
    it(`ends with what began before its end of ${metric}`, async () => {
      expect(await samplesOf(metric, occurrence)).toEqual([
        [0, 2, 3],
        [3, 5, 6],
      ]);
    });

  for (const [metric, occurrence] of Object.entries(lastingFromTheDayBefore))
    it(`begins with what began before its start of ${metric}`, async () => {
      expect(await samplesOf(metric, occurrence)).toEqual([
        [0, 0, 2],
        [3, 3, 5],
      ]);
    });

  it("is asked of every KPI but those that need calendars, policies or alerts, which have tests of their own", () => {
    const asked = new Set([happening, lasting, lastingFromTheDayBefore].flatMap(Object.keys));
    const others = catalogue.map(({ id }) => id).filter((id) => !asked.has(id));

    expect(others).toEqual(["on-time", "sla-attainment", "alerts", "time-to-acknowledge", "availability"]);
  });
});
