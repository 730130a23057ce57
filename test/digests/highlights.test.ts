import { describe, expect, it } from "vitest";
import { effectSize } from "../../src/digests/effect-size.ts";
import { highlights, rankChanges } from "../../src/digests/highlights.ts";
import type { MetricResult } from "../../src/metrics/metric-result.ts";

describe("what a digest says first", () => {
  it("puts what got worse before what got better, the largest effect first", () => {
    const slightlyWorse = result({ metric: "a", value: 120, before: 100, verdict: "worse" });
    const muchWorse = result({ metric: "b", value: 300, before: 100, verdict: "worse" });
    const better = result({ metric: "c", value: 20, before: 100, verdict: "better" });

    const items = highlights(rankChanges([slightlyWorse, better, muchWorse]), (change) => change.metric);

    expect(items).toEqual([
      { tone: "bad", text: "b" },
      { tone: "bad", text: "a" },
      { tone: "good", text: "c" },
    ]);
  });

  it("says nothing of what is within normal variation or too small to judge", () => {
    const items = highlights(
      rankChanges([
        result({ metric: "a", value: 900, before: 100, verdict: "too-few" }),
        result({ metric: "b", value: 101, before: 100, verdict: "about-the-same" }),
        result({ metric: "c", value: 5, before: null, verdict: "no-data-before" }),
      ]),
      (change) => change.metric,
    );

    expect(items).toEqual([]);
  });

  it("tells at most three for the worse and two for the better, so that the headline stays short", () => {
    const worse = ["a", "b", "c", "d"].map((metric, index) =>
      result({ metric, value: 200 + index, before: 100, verdict: "worse" }),
    );

    const better = worse.map((change) => ({ ...change, verdict: "better" as const }));

    expect(rankChanges(worse).worse.map((change) => change.metric)).toEqual(["d", "c", "b"]);
    expect(rankChanges(better).better.map((change) => change.metric)).toEqual(["d", "c"]);
  });
});

describe("the size of an effect", () => {
  it("is the same for doubling and halving", () => {
    const doubled = effectSize(result({ value: 7199, before: 3599, unit: "duration" }));
    const halved = effectSize(result({ value: 3599, before: 7199, unit: "duration" }));

    expect(doubled).toBeCloseTo(Math.log(2), 6);
    expect(halved).toBeCloseTo(doubled, 12);
  });

  it("weighs percents by Cohen's h: 50 to 60 is less than 85 to 95", () => {
    const middle = effectSize(result({ value: 60, before: 50, unit: "percent" }));
    const edge = effectSize(result({ value: 95, before: 85, unit: "percent" }));

    expect(middle).toBeCloseTo(0.2014, 4);
    expect(edge).toBeGreaterThan(middle);
  });

  it("is nothing where there is nothing to compare", () => {
    expect(effectSize(result({ value: 12, before: null }))).toBe(0);
    expect(effectSize(result({ value: null, before: 12 }))).toBe(0);
  });
});

function result(given: {
  metric?: string;
  value: number | null;
  before: number | null;
  unit?: MetricResult["unit"];
  verdict?: MetricResult["verdict"];
}): MetricResult {
  return {
    metric: given.metric ?? "kpi",
    unit: given.unit ?? "count",
    key: {},
    value: given.value,
    sample: 100,
    previous: { value: given.before, sample: 100 },
    change: null,
    better: null,
    verdict: given.verdict ?? "worse",
    notes: [],
  };
}
