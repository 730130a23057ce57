import type { JsonObject } from "./chart-json.ts";
import type { SeriesChart } from "./chart-spec.ts";
import { axisTicks, font, fonts } from "./chart-style.ts";
import { inks } from "./palette.ts";
import type { ValueScale } from "./value-scale.ts";

const MOST_STEPS = 5;

/**
 * The axis values are read from. It starts at zero, since a bar's length is its value; only lines of percents and scores
 * may start higher, where all of them are far from zero.
 */
export function valueAxis(spec: SeriesChart, scale: ValueScale, shown: readonly number[]): JsonObject {
  return {
    type: "linear",
    ...range(spec, scale, shown),
    border: { display: false },
    grid: { color: inks.grid, lineWidth: 2, drawTicks: false },
    title: {
      display: scale.axisTitle !== undefined,
      text: scale.axisTitle ?? "",
      color: inks.label,
      font: font(fonts.label),
      padding: 4,
    },
  };
}

function range(spec: SeriesChart, scale: ValueScale, shown: readonly number[]): JsonObject {
  const most = Math.max(0, ...shown);
  const least = Math.min(most, ...shown);
  if (spec.unit === "percent" && least >= 0 && most <= 100) return percents(spec.kind, least);
  const ticks = axisTicks({
    maxTicksLimit: MOST_STEPS + 1,
    precision: spec.unit === "count" ? 0 : undefined,
    stepSize: scale.steps?.find((step) => most / step <= MOST_STEPS),
    format: spec.unit === "percent" ? percentFormat : undefined,
  });
  const mayFloat = spec.unit === "score" && spec.kind === "line" && least > most / 2;
  return {
    beginAtZero: !mayFloat,
    suggestedMax: most === 0 ? 1 : undefined,
    grace: mayFloat ? "25%" : "5%",
    ticks,
  };
}

const percentFormat = { style: "unit", unit: "percent" };

function percents(kind: SeriesChart["kind"], least: number): JsonObject {
  const ranges = [
    { min: 75, stepSize: 5 },
    { min: 50, stepSize: 10 },
  ];
  const { min, stepSize } = (kind === "line" && ranges.find((one) => least >= one.min + 3)) || {
    min: 0,
    stepSize: 25,
  };
  return { min, max: 100, ticks: axisTicks({ stepSize, format: percentFormat }) };
}
