import type { ChartJson, JsonObject } from "./chart-json.ts";
import type { HeatMapChart } from "./chart-spec.ts";
import { axisTicks, commonOptions, legend } from "./chart-style.ts";
import { heatMapClasses } from "./heat-map-classes.ts";
import { inks } from "./palette.ts";
import { valueScale } from "./value-scale.ts";

/**
 * A matrix made of floating bars: a dataset a class of values, so that the legend names each colour's range. Nothing
 * but plain Chart.js is needed.
 */
export function heatMapConfiguration(spec: HeatMapChart): ChartJson {
  const scale = valueScale(spec.unit, spec.values.flat());
  const cells = spec.rows.flatMap((_, row) =>
    spec.columns.map((column, at) => {
      const value = spec.values[row]?.[at] ?? null;
      return { column, row, value: value === null ? null : scale.shown(value) };
    }),
  );
  const measured = cells.map(({ value }) => value).filter((value) => value !== null);
  const datasets = heatMapClasses(measured, scale).map((one) => ({
    label: one.label,
    ...cell(one.colour),
    data: cells.filter(({ value }) => value !== null && one.holds(value)).map(box),
  }));
  const bare = cells.filter(({ value }) => value === null);
  const common = commonOptions(spec.title, note(measured, scale.axisTitle));
  return {
    type: "bar",
    data: { labels: spec.columns, datasets: bare.length > 0 ? [...datasets, noData(bare)] : datasets },
    options: {
      ...common,
      scales: axes(spec),
      plugins: { ...(common["plugins"] as JsonObject), legend: legend(true, "shape") },
    },
  };
}

function note(measured: readonly number[], unit: string | undefined): string {
  if (measured.length === 0) return "Nothing was measured";
  return unit === undefined ? "" : `in ${unit}`;
}

interface Cell {
  readonly column: string;
  readonly row: number;
}

function box({ column, row }: Cell): JsonObject {
  return { x: column, y: [row, row + 1] };
}

function cell(colour: string): JsonObject {
  return {
    grouped: false,
    categoryPercentage: 1,
    barPercentage: 1,
    backgroundColor: colour,
    borderColor: inks.card,
    borderWidth: 2,
    borderSkipped: false,
    pointStyle: "rect",
  };
}

/** A dash in the middle of the cell. */
function noData(bare: readonly Cell[]): JsonObject {
  return {
    label: "no data",
    ...cell(inks.noData),
    barPercentage: 0.4,
    borderWidth: 2,
    data: bare.map(({ column, row }) => ({ x: column, y: [row + 0.45, row + 0.55] })),
    pointStyle: "line",
    borderColor: inks.noData,
  };
}

function axes(spec: HeatMapChart): JsonObject {
  const bare = { border: { display: false }, grid: { display: false } };
  return {
    x: { type: "category", ...bare, ticks: axisTicks({ autoSkipPadding: 18, padding: 2 }) },
    y: { type: "linear", display: false, min: 0, max: spec.rows.length, reverse: true },
    names: {
      type: "category",
      axis: "y",
      position: "left",
      labels: spec.rows,
      offset: true,
      ...bare,
      ticks: axisTicks({ autoSkip: false }),
    },
  };
}
