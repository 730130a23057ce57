import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idle, judge, type KpiReading, type KpiRule } from "../../src/alerts/kpi-alert-state.ts";

const MINUTE = 60_000;
const moment = (minute: number) => new Date(minute * MINUTE);

/** What has happened at each look, a minute apart. */
function walked(rule: KpiRule, readings: readonly (KpiReading | null)[]) {
  let memory = idle;
  return readings.map((reading, minute) => {
    const judged = judge(memory, reading, rule, moment(minute));
    memory = judged.memory;
    return { ...judged, reading, minute };
  });
}

const below: KpiRule = { side: "below", bound: 80, clearsAt: 84, minimumSample: 5, forMs: 0 };
const of = (value: number | null, sample = 10): KpiReading => ({ value, sample });

const rules = fc
  .record({
    side: fc.constantFrom("below" as const, "above" as const),
    minimumSample: fc.constantFrom(0, 5),
    forMs: fc.integer({ min: 0, max: 4 }).map((minutes) => minutes * MINUTE),
    margin: fc.integer({ min: 0, max: 6 }),
  })
  .map(
    ({ side, margin, ...rest }): KpiRule => ({
      ...rest,
      side,
      bound: 50,
      clearsAt: side === "below" ? 50 + margin : 50 - margin,
    }),
  );
const readings = fc.array(
  fc.option(
    fc.record({
      value: fc.option(fc.integer({ min: 40, max: 60 })),
      sample: fc.integer({ min: 0, max: 10 }),
    }),
    { freq: 8 },
  ),
  { maxLength: 60 },
);

const isBad = ({ side, bound, minimumSample }: KpiRule, reading: KpiReading | null) =>
  reading !== null &&
  reading.value !== null &&
  reading.sample >= minimumSample &&
  (side === "below" ? reading.value < bound : reading.value > bound);
const isGood = ({ side, clearsAt, minimumSample }: KpiRule, reading: KpiReading | null) =>
  reading !== null &&
  reading.value !== null &&
  reading.sample >= minimumSample &&
  (side === "below" ? reading.value >= clearsAt : reading.value <= clearsAt);

describe("the state of a KPI alert", () => {
  it("changes at the bound, and back beyond the hysteresis only", () => {
    const happened = walked(below, [of(80), of(79.9), of(80), of(83.9), of(79), of(84), of(83)]).map(
      (look) => look.happened,
    );

    expect(happened).toEqual([null, "fired", null, null, null, "cleared", null]);
  });

  it("is fired by the silence that reaches its bound, and cleared by whatever comes", () => {
    const silence: KpiRule = { side: "reached", bound: 1800, clearsAt: 1800, minimumSample: 0, forMs: 0 };

    expect(walked(silence, [of(1740), of(1800), of(1860), of(20)]).map(({ happened }) => happened)).toEqual([
      null,
      "fired",
      null,
      "cleared",
    ]);
  });

  it("fires exactly where the condition held at every look for so long", () => {
    fc.assert(
      fc.property(rules, readings, (rule, given) => {
        const looks = walked(rule, given);
        for (const { happened, heldSince, minute } of looks) {
          if (happened !== "fired" || heldSince === null) continue;
          const since = heldSince.getTime() / MINUTE;
          expect((minute - since) * MINUTE).toBeGreaterThanOrEqual(rule.forMs);
          expect(given.slice(since, minute + 1).every((reading) => isBad(rule, reading))).toBe(true);
        }
        // And nowhere is it still waiting that has held for long enough.
        for (const { memory, minute } of looks) {
          if (memory.state !== "pending" || memory.since === null) continue;
          expect(moment(minute).getTime() - memory.since.getTime()).toBeLessThan(rule.forMs);
        }
      }),
    );
  });

  it("clears exactly at the first look at which the value is back, and never for want of data", () => {
    fc.assert(
      fc.property(rules, readings, (rule, given) => {
        let isFiring = false;
        for (const { happened, reading } of walked(rule, given)) {
          expect(happened === "cleared").toBe(isFiring && isGood(rule, reading));
          if (happened !== null) isFiring = happened === "fired";
        }
      }),
    );
  });

  it("never flaps while the value stays within the hysteresis", () => {
    const rule = { ...below, forMs: 0 };
    const within = fc.array(fc.double({ min: 80, max: 83.99, noNaN: true }).map((value) => of(value)));
    fc.assert(
      fc.property(fc.boolean(), within, (isFiring, given) => {
        const looks = walked(rule, [...(isFiring ? [of(10)] : []), ...given]);
        const happened = looks.slice(isFiring ? 1 : 0).filter((look) => look.happened !== null);

        expect(happened).toEqual([]);
      }),
    );
  });

  it("is pending no more where it cannot be measured, or where nobody looks", () => {
    const rule = { ...below, forMs: 2 * MINUTE };
    const states = walked(rule, [of(10), of(10, 4), of(10), null, of(10), of(null), of(10), of(10), of(10)]);

    expect(states.map(({ memory }) => memory.state)).toEqual([
      "pending",
      "idle",
      "pending",
      "idle",
      "pending",
      "idle",
      "pending",
      "pending",
      "firing",
    ]);
  });
});
