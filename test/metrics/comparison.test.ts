import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, type Measured } from "../../src/metrics/comparison.ts";
import { measuredValue } from "../../src/metrics/measured-value.ts";
import { emptyReading } from "../../src/metrics/reading.ts";

const count = (value: number, exposure = 1): Measured => ({
  value,
  sample: value,
  evidence: { kind: "count", count: value, exposure },
});

const wait = (value: number, logMean: number, n = 50): Measured => ({
  value,
  sample: n,
  evidence: { kind: "spread", n, mean: logMean, variance: 1 },
});

describe("a comparison", () => {
  it("gives the change in percent, in points for percents and scores", () => {
    const measured = (value: number): Measured => ({ value, sample: 10 });
    const change = (unit: "count" | "percent" | "score" | "duration") =>
      compare({ unit, direction: "neutral" }, measured(6), measured(4)).change;

    expect(change("count")).toBe(50);
    expect(change("duration")).toBe(50);
    expect(change("percent")).toBe(2);
    expect(change("score")).toBe(2);
  });

  it("is better or worse by direction, and only with five in both samples", () => {
    const verdict = (direction: "lower" | "higher" | "neutral", now: number, before: number) =>
      compare({ unit: "count", direction }, count(now), count(before)).verdict;

    expect(verdict("higher", 90, 30)).toBe("better");
    expect(verdict("lower", 90, 30)).toBe("worse");
    expect(verdict("neutral", 90, 30)).toBe("higher");
    expect(verdict("neutral", 30, 90)).toBe("lower");
    expect(verdict("higher", 33, 30)).toBe("about-the-same");
    expect(verdict("higher", 90, 4)).toBe("too-few");
    expect(verdict("higher", 4, 90)).toBe("too-few");
    expect(verdict("higher", 90, 0)).toBe("no-data-before");
  });

  it("does not call a mean worse that rose while the waits as a whole fell", () => {
    const duration = { unit: "duration", direction: "lower" } as const;

    expect(compare(duration, wait(900, 4), wait(600, 5)).verdict).toBe("about-the-same");
    expect(compare(duration, wait(500, 4), wait(600, 5)).verdict).toBe("better");
  });

  it("is never infinite, and has no change without something before", () => {
    const measured = fc.record({
      value: fc.oneof(fc.constantFrom(null, 0), fc.double({ min: 0.001, max: 1e9, noNaN: true })),
      sample: fc.nat(100),
    });
    fc.assert(
      fc.property(
        measured,
        measured,
        fc.constantFrom("count", "duration", "percent", "score", "money"),
        (current, previous, unit) => {
          const { change, better, verdict } = compare({ unit, direction: "lower" }, current, previous);

          expect(change === null || Number.isFinite(change)).toBe(true);
          if (previous.sample === 0 || previous.value === null) expect(change).toBeNull();
          expect(better).toBe(verdict === "better" ? true : verdict === "worse" ? false : null);
        },
      ),
    );
  });
});

describe("a derived metric", () => {
  it("is worked out of the readings of several measures", () => {
    const counts: Record<string, number> = { promoters: 6, detractors: 1, answers: 10 };
    const compute = (readings: (id: string) => { count: number }) => ({
      value: ((readings("promoters").count - readings("detractors").count) / readings("answers").count) * 100,
      sample: readings("answers").count,
    });
    const measured = measuredValue(
      { measurement: { kind: "derived", inputs: [], compute } },
      (id) => ({ ...emptyReading, count: counts[id] ?? 0 }),
      { statistic: "mean", exposure: 1 },
    );

    expect(measured).toEqual({ value: 50, sample: 10 });
  });
});
