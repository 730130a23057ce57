import { describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { findMetric } from "../../src/metrics/catalogue.ts";
import { metricChart } from "../../src/metrics/metric-chart.ts";
import type { Dimension } from "../../src/metrics/metric-query.ts";
import type { MetricResult } from "../../src/metrics/metric-result.ts";

const now = new Date("2026-11-01T00:00:00Z");
const week = periodBetween("2026-03-02", "2026-03-08", "UTC");

function cell(
  metric: string,
  key: MetricResult["key"],
  value: number | null,
  before: number | null,
): MetricResult {
  return {
    metric,
    unit: findMetric(metric).unit,
    key,
    value,
    sample: 10,
    previous: { value: before, sample: 10 },
    change: null,
    better: null,
    verdict: "about-the-same",
    notes: [],
  };
}

function draw(metric: string, by: readonly Dimension[], results: readonly MetricResult[], options = {}) {
  return metricChart(findMetric(metric), results, { by, period: week, now }, options);
}

describe("the chart of a metric", () => {
  it("of money draws the currency with the largest amounts, and says which", () => {
    const results = [
      cell("payment-volume", { day: "2026-03-02", currency: "EUR" }, 10, 5),
      cell("payment-volume", { day: "2026-03-02", currency: "USD" }, 300, 200),
      cell("payment-volume", { day: "2026-03-03", currency: "EUR" }, 20, 5),
      cell("payment-volume", { day: "2026-03-03", currency: "USD" }, 0, 0),
    ];

    expect(draw("payment-volume", ["day"], results)).toMatchObject({
      title: "Payment volume by day (USD)",
      unit: "money",
      series: [{ values: [200, 0] }, { values: [300, 0] }],
    });
  });

  it("by day is a line with the period before behind, and a gap where nothing was measured", () => {
    const results = [
      cell("response-time", { day: "2026-03-02" }, 60, 90),
      cell("response-time", { day: "2026-03-03" }, null, 30),
      cell("csat", { day: "2026-03-02" }, 1, 1),
    ];

    expect(draw("response-time", ["day"], results)).toEqual({
      kind: "line",
      title: "Average response time by day",
      unit: "duration",
      labels: ["Mon 2", "Tue 3"],
      days: ["2026-03-02", "2026-03-03"],
      series: [
        { name: "the week before", role: "previous", values: [90, 30] },
        { name: "2026-03-02 to 2026-03-08", role: "current", values: [60, null] },
      ],
    });
  });

  it("of counts by day, and of anything by name, is bars with the names people know", () => {
    const byAgent = [
      cell("response-time", { agent: "17" }, 60, 90),
      cell("response-time", { agent: null }, 30, null),
    ];
    const nameOf = (_: Dimension, key: string) => (key === "17" ? "Ada" : undefined);

    expect(draw("conversations-opened", ["day"], [])).toMatchObject({ kind: "bar" });
    expect(draw("response-time", ["agent"], byAgent, { nameOf })).toMatchObject({
      kind: "bar",
      labels: ["Ada", "nobody"],
    });
  });

  it("without a dimension is one pair of bars", () => {
    expect(draw("csat", [], [cell("csat", {}, 90, 80)])).toMatchObject({
      kind: "bar",
      title: "CSAT",
      labels: ["2026-03-02 to 2026-03-08"],
    });
  });

  it("tells days apart that share a weekday and number, and hours of several days", () => {
    const days = ["2026-02-02", "2026-03-02"].map((day) => cell("messages-sent", { day }, 1, 1));
    const hours = ["2026-03-02T09:00+00:00", "2026-03-03T09:00+00:00"].map((hour) =>
      cell("messages-sent", { hour }, 1, 1),
    );

    expect(draw("messages-sent", ["day"], days)).toMatchObject({ labels: ["2 Feb", "2 Mar"] });
    expect(draw("messages-sent", ["hour"], hours)).toMatchObject({ labels: ["Mon 2 09:00", "Tue 3 09:00"] });
  });

  it("by hour of the day and weekday is a heat map with the hours across, whichever comes first", () => {
    const results = [
      cell("messages-received", { weekday: "monday", "hour-of-day": "09" }, 4, 0),
      cell("messages-received", { weekday: "monday", "hour-of-day": "10" }, 2, 0),
      cell("messages-received", { weekday: "tuesday", "hour-of-day": "09" }, 3, 0),
    ];
    const expected = {
      kind: "heat-map",
      title: "Messages received by hour of day and weekday",
      unit: "count",
      columns: ["09:00", "10:00"],
      rows: ["Mon", "Tue"],
      values: [
        [4, 2],
        [3, 0],
      ],
    };

    expect(draw("messages-received", ["weekday", "hour-of-day"], results)).toEqual(expected);
    expect(draw("messages-received", ["hour-of-day", "weekday"], results)).toEqual(expected);
  });
});
