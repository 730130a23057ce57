import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTwoSided, normalTwoSided, studentTwoSided } from "../../src/metrics/distributions.ts";
import { differenceOf, type Evidence } from "../../src/metrics/significance.ts";

function spreadOf(values: readonly number[]): Evidence {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { kind: "spread", n: values.length, mean, variance };
}

describe("a two-sided probability", () => {
  it("of Student's t agrees with its closed forms for 1 and 2 degrees of freedom", () => {
    for (const t of [0.1, 0.5, 1, 2.5, 12.706, 63.657]) {
      expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 10);
      expect(studentTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 10);
    }
  });

  it("of Student's t is 5 % at the values of the printed tables", () => {
    const table = { 1: 12.706, 2: 4.303, 5: 2.571, 10: 2.228, 20: 2.086, 30: 2.042, 120: 1.98 };
    for (const [degrees, t] of Object.entries(table))
      expect(studentTwoSided(t, Number(degrees))).toBeCloseTo(0.05, 3);
  });

  it("of the normal is that of the printed tables", () => {
    expect(normalTwoSided(0)).toBeCloseTo(1, 6);
    expect(normalTwoSided(1)).toBeCloseTo(0.317311, 6);
    expect(normalTwoSided(-1.959964)).toBeCloseTo(0.05, 6);
    expect(normalTwoSided(2.575829)).toBeCloseTo(0.01, 6);
  });

  it("of the binomial is the sum over all outcomes no likelier, added up one by one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.nat(60),
        (trials, probability, pick) => {
          const hits = pick % (trials + 1);
          const density = Array.from({ length: trials + 1 }, (_, k) =>
            binomialDensity(k, trials, probability),
          );
          const limit = (density[hits] ?? 0) * (1 + 1e-7);
          const sum = density.filter((value) => value <= limit).reduce((total, value) => total + value, 0);

          expect(binomialTwoSided(hits, trials, probability)).toBeCloseTo(Math.min(1, sum), 8);
        },
      ),
    );
  });
});

function binomialDensity(k: number, trials: number, probability: number): number {
  let density = (1 - probability) ** (trials - k);
  for (let i = 1; i <= k; i++) density *= (probability * (trials - k + i)) / i;
  return density;
}

describe("the difference of two counts", () => {
  it("is that of R's poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))", () => {
    const difference = differenceOf(
      { kind: "count", count: 11, exposure: 800 },
      { kind: "count", count: 21, exposure: 3011 },
    );

    expect(difference?.p).toBeCloseTo(0.07967, 5);
    expect(difference?.sign).toBe(1);
  });

  it("is that of the exact test at even odds: 5 of 20 is 4.139 %, 6 of 20 is 11.53 %", () => {
    const p = (a: number, b: number) =>
      differenceOf({ kind: "count", count: a, exposure: 7 }, { kind: "count", count: b, exposure: 7 })?.p;

    expect(p(5, 15)).toBeCloseTo(0.04139, 5);
    expect(p(6, 14)).toBeCloseTo(0.11532, 5);
  });

  it("takes the length of the periods into account", () => {
    const ofLengths = (a: number, b: number) =>
      differenceOf({ kind: "count", count: 3100, exposure: a }, { kind: "count", count: 2800, exposure: b })
        ?.p ?? 0;

    expect(ofLengths(31, 28)).toBeGreaterThan(0.9);
    expect(ofLengths(31, 31)).toBeLessThan(0.001);
  });

  it("stays exact for counts in the millions", () => {
    const p = differenceOf(
      { kind: "count", count: 1_000_000, exposure: 1 },
      { kind: "count", count: 1_002_800, exposure: 1 },
    )?.p;

    expect(p).toBeCloseTo(normalTwoSided(2800 / Math.sqrt(2_002_800)), 3);
  });
});

describe("the difference of two rates", () => {
  it("is the pooled z test: 45 of 100 against 30 of 100 has z = 2.19089", () => {
    const difference = differenceOf(
      { kind: "rate", hits: 45, trials: 100 },
      { kind: "rate", hits: 30, trials: 100 },
    );

    expect(difference?.p).toBeCloseTo(normalTwoSided(2.19089), 5);
    expect(difference?.sign).toBe(1);
  });

  it("is none where all or nothing succeeded in both", () => {
    const all = { kind: "rate", hits: 40, trials: 40 } as const;

    expect(differenceOf(all, { ...all, hits: 30, trials: 30 })?.p).toBe(1);
  });
});

describe("the difference of two spreads", () => {
  it("is that of Welch's t for Student's sleep data: t = −1.8608, 17.776 degrees of freedom, p = 0.07939", () => {
    const first = spreadOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const second = spreadOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    const difference = differenceOf(first, second);

    expect(difference?.p).toBeCloseTo(0.07939, 5);
    expect(difference?.sign).toBe(-1);
  });

  it("is certain where two constants differ, and none where they are the same", () => {
    const three = { kind: "spread", n: 6, mean: 3, variance: 0 } as const;

    expect(differenceOf(three, { ...three, mean: 4 })).toEqual({ p: 0, sign: -1 });
    expect(differenceOf(three, three)).toEqual({ p: 1, sign: 0 });
  });
});

describe("any difference", () => {
  const evidence = fc.oneof(
    fc.record({
      kind: fc.constant("count" as const),
      count: fc.nat(100_000),
      exposure: fc.integer({ min: 1, max: 1000 }),
    }),
    fc
      .tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([trials, share]) => ({ kind: "rate" as const, trials, hits: Math.round(trials * share) })),
    fc.record({
      kind: fc.constant("spread" as const),
      n: fc.integer({ min: 2, max: 100_000 }),
      mean: fc.double({ min: 0, max: 20, noNaN: true }),
      variance: fc.double({ min: 0, max: 10, noNaN: true }),
    }),
  );

  it("is a probability, the same both ways round, with the sign turned", () => {
    fc.assert(
      fc.property(evidence, evidence, (a, b) => {
        const [there, back] = [differenceOf(a, b), differenceOf(b, a)];
        if (a.kind !== b.kind) expect(there).toBeUndefined();
        if (!there || !back) {
          expect(there).toEqual(back);
          return;
        }
        expect(there.p).toBeGreaterThanOrEqual(0);
        expect(there.p).toBeLessThanOrEqual(1 + 1e-9);
        expect(there.p).toBeCloseTo(back.p, 6);
        expect(there.sign + back.sign).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
