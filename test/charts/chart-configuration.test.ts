import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartConfiguration } from "../../src/charts/chart-configuration.ts";
import type { ChartJson, JsonObject } from "../../src/charts/chart-json.ts";
import type { SeriesChart } from "../../src/charts/chart-spec.ts";
import { byChannel, byDay, heatMap } from "./sample-specs.ts";

describe("a chart's configuration", () => {
  it("is plain JSON", () => {
    for (const spec of [byDay, byChannel, heatMap]) {
      const configuration = chartConfiguration(spec);
      expect(JSON.parse(JSON.stringify(configuration))).toEqual(withoutUndefined(configuration));
    }
  });

  it.each([
    { seconds: [5, 42], unit: "seconds", shown: [5, 42] },
    { seconds: [60, 600], unit: "minutes", shown: [1, 10] },
    { seconds: [1800, 14_400], unit: "hours", shown: [0.5, 4] },
    { seconds: [43_200, 345_600], unit: "days", shown: [0.5, 4] },
  ])("shows durations up to $seconds s in $unit, and says so on the axis", ({ seconds, unit, shown }) => {
    const configuration = chartConfiguration(durations(seconds));

    expect(configuration.data.datasets[0]?.["data"]).toEqual(shown);
    expect(axis(configuration, "y")).toMatchObject({ title: { display: true, text: unit } });
  });

  it("lets the goal take part in the choice of the unit", () => {
    const spec = { ...durations([60, 120]), goal: { label: "Goal: at most 4h", value: 14_400 } };

    expect(axis(chartConfiguration(spec), "y")).toMatchObject({ title: { text: "hours" } });
  });

  it("leaves a gap where nothing was measured, never a zero", () => {
    const spec = series([12, null, 0]);

    expect(chartConfiguration(spec).data.datasets[0]).toMatchObject({ data: [12, null, 0], spanGaps: false });
  });

  it("marks a point that stands between two gaps", () => {
    const spec = series([1, 2, null, 4, null, ...Array.from({ length: 20 }, () => 3)]);
    const radii = chartConfiguration(spec).data.datasets[0]?.["pointRadius"] as number[];

    expect(radii[0]).toBe(0);
    expect(radii[3]).toBeGreaterThan(0);
  });

  it("treats values that are missing at the end as not measured", () => {
    const spec: SeriesChart = { ...byDay, series: [{ name: "This week", role: "current", values: [1, 2] }] };

    expect(chartConfiguration(spec).data.datasets[0]?.["data"]).toEqual([1, 2, null, null, null, null, null]);
  });

  it("ticks counts in whole numbers from zero", () => {
    expect(axis(chartConfiguration(byDay), "y")).toMatchObject({
      beginAtZero: true,
      ticks: { precision: 0 },
    });
  });

  it("starts bars of percents at zero and lets lines start higher", () => {
    const line: SeriesChart = { ...series([92, 88]), unit: "percent" };

    expect(axis(chartConfiguration({ ...line, kind: "bar" }), "y")).toMatchObject({ min: 0, max: 100 });
    expect(axis(chartConfiguration(line), "y")).toMatchObject({ min: 75, max: 100 });
    expect(axis(chartConfiguration({ ...line, series: series([92, 4]).series }), "y")).toMatchObject({
      min: 0,
    });
  });

  it("draws the period before behind, dashed as a line and hollow as a bar", () => {
    const [now, before] = chartConfiguration(byDay).data.datasets;
    const [bar, hollow] = chartConfiguration(byChannel).data.datasets;

    expect(before?.["order"]).toBeGreaterThan(Number(now?.["order"]));
    expect(before).toMatchObject({ borderDash: [14, 10] });
    expect(now).toMatchObject({ borderDash: [] });
    expect(hollow).toMatchObject({ borderWidth: 3, barPercentage: 1 });
    expect(bar).not.toHaveProperty("borderWidth");
  });

  it("draws a goal across the whole chart, even over a single bar", () => {
    const spec: SeriesChart = { ...series([14]), goal: { label: "Goal: at most 20", value: 20 } };
    const configuration = chartConfiguration(spec);

    expect(configuration.data.datasets.at(-1)).toMatchObject({
      label: "Goal: at most 20",
      data: [
        { x: 0, y: 20 },
        { x: 1, y: 20 },
      ],
      xAxisID: "goal",
    });
  });

  it("shows a legend only where there is something to tell apart", () => {
    const only = chartConfiguration(series([1, 2]));

    expect(legend(only)).toMatchObject({ display: false });
    expect(legend(chartConfiguration(byDay))).toMatchObject({ display: true });
  });

  it("lays bars with long names on their side", () => {
    const spec: SeriesChart = {
      ...byChannel,
      labels: ["Onboarding and implementation EMEA", "Technical support tier 2", "Billing"],
    };
    const configuration = chartConfiguration(spec);

    expect(configuration.options["indexAxis"]).toBe("y");
    expect(configuration.data.labels?.[0]).toBe("Onboarding and implemen…");
  });

  it("names the last day when there is no room for all", () => {
    const labels = Array.from({ length: 28 }, (_, day) => `Mon ${day}`);
    const shown = chartConfiguration({ ...series(labels.map(() => 1)), labels }).data.labels ?? [];

    expect(shown.filter((label) => label !== "")).toEqual(["Mon 6", "Mon 13", "Mon 20", "Mon 27"]);
    expect(shown).toHaveLength(28);
  });

  it("says so when nothing was measured", () => {
    expect(plugin(chartConfiguration(series([null, null])), "subtitle")).toMatchObject({
      text: "Nothing was measured",
    });
  });

  it("holds any values without losing or inventing a point", () => {
    const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 40 }),
        fc.constantFrom("count", "duration", "percent", "money", "score"),
        (values, unit) => {
          const data = chartConfiguration({ ...series(values), unit }).data.datasets[0]?.[
            "data"
          ] as unknown[];
          expect(data.map((one) => one === null)).toEqual(values.map((one) => one === null));
        },
      ),
    );
  });
});

describe("a heat map's configuration", () => {
  it("puts every cell into exactly one class", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.option(fc.nat(5000), { nil: null }), { minLength: 3, maxLength: 3 }), {
          minLength: 2,
          maxLength: 2,
        }),
        (values) => {
          const spec = { ...heatMap, columns: ["00", "01", "02"], rows: ["Mon", "Tue"], values };
          const cells = chartConfiguration(spec).data.datasets.flatMap(({ data }) => data as JsonObject[]);
          const places = cells.map(({ x, y }) => `${x}/${Math.floor((y as number[])[0] ?? -1)}`);
          expect(places.toSorted()).toEqual(["00/0", "00/1", "01/0", "01/1", "02/0", "02/1"]);
        },
      ),
    );
  });

  it("names the range of each class, zero and what was not measured apart", () => {
    const spec = { ...heatMap, columns: ["00", "01", "02"], rows: ["Mon"], values: [[0, 97, null]] };
    const labels = chartConfiguration(spec).data.datasets.map(({ label }) => label);

    expect(labels).toEqual(["0", "1–20", "21–40", "41–60", "61–80", "81–100", "no data"]);
  });

  it("draws the first row on top", () => {
    expect(axis(chartConfiguration(heatMap), "y")).toMatchObject({ reverse: true, max: 7 });
  });
});

function series(values: readonly (number | null)[]): SeriesChart {
  return {
    kind: "line",
    title: "A chart",
    unit: "count",
    labels: values.map((_, at) => `D${at}`),
    series: [{ name: "Now", role: "current", values }],
  };
}

function durations(values: readonly number[]): SeriesChart {
  return { ...series(values), unit: "duration" };
}

function axis({ options }: ChartJson, id: string): unknown {
  return (options["scales"] as JsonObject)[id];
}

function plugin({ options }: ChartJson, id: string): unknown {
  return (options["plugins"] as JsonObject)[id];
}

function legend(configuration: ChartJson): unknown {
  return plugin(configuration, "legend");
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutUndefined(one)]));
}
