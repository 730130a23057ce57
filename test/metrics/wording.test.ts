import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Goal } from "../../src/config/desk-config.ts";
import { findMetric } from "../../src/metrics/catalogue.ts";
import { goalFor, judgeGoal } from "../../src/metrics/goal.ts";
import type { MetricResult, Verdict } from "../../src/metrics/metric-result.ts";
import { formatResult, formatValue, wordChange, wordSample } from "../../src/metrics/wording.ts";

describe("a value in words", () => {
  it("shows a duration by its two largest units", () => {
    const words = (seconds: number) => formatValue("duration", seconds);

    expect(words(632)).toBe("10m 32s");
    expect(words(0)).toBe("0s");
    expect(words(0.4)).toBe("under 1s");
    expect(words(45.4)).toBe("45s");
    expect(words(3600)).toBe("1h");
    expect(words(2 * 86_400 + 4 * 3600 + 29 * 60)).toBe("2d 4h");
    expect(words(641_412)).toBe("7d 10h");
  });

  it("carries what is rounded up into the next unit", () => {
    expect(formatValue("duration", 59.6)).toBe("1m");
    expect(formatValue("duration", 3599.7)).toBe("1h");
    expect(formatValue("duration", 86_399)).toBe("1d");
    expect(formatValue("duration", 7170)).toBe("2h");
  });

  it("shows counts, percents, scores and money as the sources do", () => {
    expect(formatValue("count", 1204)).toBe("1,204");
    expect(formatValue("percent", (15 / 26) * 100)).toBe("58 %");
    expect(formatValue("percent", (166 / 259) * 100)).toBe("64 %");
    expect(formatValue("percent", (50 / 3000) * 100)).toBe("1.67 %");
    expect(formatValue("score", 4.26)).toBe("4.3");
    expect(formatValue("money", 13_116.95, { currency: "USD" })).toBe("$13,116.95");
  });

  it("never rounds an exception away", () => {
    expect(formatValue("percent", 99.96)).toBe("99.9 %");
    expect(formatValue("percent", 100)).toBe("100 %");
    expect(formatValue("percent", 0.001)).toBe("under 0.01 %");
    expect(formatValue("percent", 0)).toBe("0 %");
  });

  it("says that there is no data, never zero", () => {
    for (const unit of ["count", "duration", "percent", "score", "money"] as const)
      expect(formatValue(unit, null)).toBe("no data");
  });

  it("shows a duration within a twentieth of what it is", () => {
    const units: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * 86_400 }), (seconds) => {
        const parts = formatValue("duration", seconds).split(" ");
        const shown = parts.reduce(
          (sum, part) => sum + Number(part.slice(0, -1)) * (units[part.slice(-1)] ?? 0),
          0,
        );

        expect(parts.length).toBeLessThanOrEqual(2);
        expect(Math.abs(shown - seconds)).toBeLessThanOrEqual(seconds / 20);
      }),
    );
  });
});

function result(value: number | null, before: number | null, verdict: Verdict, change: number | null) {
  return { value, previous: { value: before, sample: 10 }, verdict, change };
}

describe("a change in words", () => {
  it("is worded by unit and direction", () => {
    const words = (id: string, ...of: Parameters<typeof result>) => wordChange(findMetric(id), result(...of));

    expect(words("response-time", 341, 632, "better", -46.04)).toEqual({
      tone: "good",
      text: "46 % faster, better",
    });
    expect(words("response-time", 654, 632, "worse", 3.48)).toEqual({
      tone: "bad",
      text: "3.5 % slower, worse",
    });
    expect(words("messages-sent", 112, 100, "higher", 12)).toEqual({ tone: "neutral", text: "12 % more" });
    expect(words("open-conversations", 88, 100, "better", -12)).toEqual({
      tone: "good",
      text: "12 % fewer, better",
    });
    expect(words("csat", 90.8, 94, "worse", -3.2)).toEqual({ tone: "bad", text: "3.2 points lower, worse" });
    expect(words("csat", 94, 93, "better", 1.04)).toEqual({ tone: "good", text: "1 point higher, better" });
    expect(words("csat-average", 4.5, 4.25, "better", 0.25)).toEqual({
      tone: "good",
      text: "0.25 higher, better",
    });
  });

  it("says why there is no judgement", () => {
    const words = (verdict: Verdict) => wordChange(findMetric("csat"), result(90, 80, verdict, 10));

    expect(words("about-the-same")).toEqual({ tone: "neutral", text: "about the same" });
    expect(words("too-few").text).toBe("too few to judge");
    expect(words("no-data-before").text).toBe("no data before");
    expect(words("no-data").text).toBe("no data");
  });
});

describe("a sample in words", () => {
  it("says what a value rests on, but not beside counts", () => {
    const words = (id: string, sample: number) => wordSample(findMetric(id), { sample });

    expect(words("response-time", 1214)).toBe("from 1,214 replies");
    expect(words("response-time", 1)).toBe("from 1 reply");
    expect(words("response-time", 0)).toBe("no replies");
    expect(words("csat", 3)).toBe("3 ratings: too few to judge");
    expect(words("csat", 5)).toBe("from 5 ratings");
    expect(words("messages-sent", 12)).toBeUndefined();
  });
});

describe("a goal", () => {
  const goals: readonly Goal[] = [
    { kpi: "first-response-time", atMost: 3_600_000 },
    { kpi: "first-response-time", channel: "email", atMost: 14_400_000, stat: "median" },
    { kpi: "first-response-time", team: "billing", atMost: 1_800_000 },
    { kpi: "csat", team: "billing", atLeast: 90 },
  ];
  const time = (value: number | null, extra: Partial<MetricResult> = {}) =>
    ({
      metric: "first-response-time",
      unit: "duration",
      key: {},
      value,
      statistic: "mean",
      ...extra,
    }) as const;

  it("is met, nearly met within ten percent of it, or missed", () => {
    expect(judgeGoal(goals, time(3600), {})).toEqual({ state: "met", text: "goal of at most 1h met" });
    expect(judgeGoal(goals, time(3960), {})).toEqual({
      state: "near",
      text: "goal of at most 1h nearly met",
    });
    expect(judgeGoal(goals, time(3961), {})).toEqual({ state: "missed", text: "goal of at most 1h missed" });
    const csat = { metric: "csat", unit: "percent", key: {}, value: 81 } as const;
    expect(judgeGoal(goals, csat, { team: ["billing"] })?.state).toBe("near");
    expect(judgeGoal(goals, { ...csat, value: 80.9 }, { team: ["billing"] })?.text).toBe(
      "goal of at least 90 % missed",
    );
  });

  it("is that of the team or channel before the desk's", () => {
    expect(judgeGoal(goals, time(2000), { team: ["billing"] })?.text).toBe("goal of at most 30m missed");
    expect(judgeGoal(goals, time(2000, { key: { team: "billing" } }), {})?.state).toBe("missed");
    expect(judgeGoal(goals, time(2000, { key: { team: "sales" } }), {})?.state).toBe("met");
    expect(judgeGoal(goals, time(2000), { team: ["billing", "sales"] })?.state).toBe("met");
    expect(goalFor(goals, "first-response-time", { channel: ["email"] })?.stat).toBe("median");
  });

  it("is not judged by another statistic than its own, nor without data", () => {
    expect(judgeGoal(goals, time(10), { channel: ["email"] })).toBeUndefined();
    expect(judgeGoal(goals, time(10, { statistic: "median" }), { channel: ["email"] })?.state).toBe("met");
    expect(judgeGoal(goals, time(null), {})).toBeUndefined();
    expect(judgeGoal(goals, { ...time(10), metric: "response-time" }, {})).toBeUndefined();
  });
});

describe("money", () => {
  it("is written in its currency, an amount without one as a number", () => {
    const unit = "money";

    expect(formatResult({ unit, key: { currency: "USD" } }, 13_116.95)).toBe("$13,116.95");
    expect(formatResult({ unit, key: {} }, 0)).toBe("0");
    expect(formatResult({ unit, key: { currency: "EUR" } }, null)).toBe("no data");
  });
});
