import type { JsonObject } from "./chart-json.ts";
import type { ChartSeries, SeriesChart } from "./chart-spec.ts";
import { inks, seriesColour } from "./palette.ts";
import type { ValueScale } from "./value-scale.ts";

/** Above this many points only those without a neighbour are marked. */
const MOST_MARKERS = 16;
/** Filled shapes, then shapes of strokes. */
const markers = ["circle", "rectRot", "triangle", "rect", "crossRot", "star"] as const;
const FILLED = 4;

/** One dataset a series, in reading order: what is now before what was. Low `order` is drawn in front. */
export function seriesDatasets(spec: SeriesChart, scale: ValueScale): JsonObject[] {
  const current = spec.series.filter(({ role }) => role === "current");
  const previous = spec.series.filter(({ role }) => role === "previous");
  const alone = current.length <= 1 && previous.length <= 1;
  return [
    ...current.map((series, index) => dataset(spec, series, scale, { index, alone })),
    ...previous.map((series, index) => dataset(spec, series, scale, { index, alone })),
  ];
}

/** Whether the shapes of bars or points tell the series apart, rather than their lines. */
export function hasMarkers(spec: SeriesChart): boolean {
  if (spec.kind === "bar") return true;
  return (
    spec.labels.length <= MOST_MARKERS && spec.series.filter(({ role }) => role === "current").length > 1
  );
}

interface Place {
  readonly index: number;
  /** The only series of its role: the other one may lie behind it. */
  readonly alone: boolean;
}

function dataset(spec: SeriesChart, series: ChartSeries, scale: ValueScale, place: Place): JsonObject {
  const data = spec.labels.map((_, at) => {
    const value = series.values[at] ?? null;
    return value === null ? null : scale.shown(value);
  });
  const previous = series.role === "previous";
  const common = { label: series.name, data, order: previous ? 2 : 1 };
  if (spec.kind === "line") return { ...common, ...line(data, previous, place) };
  return { ...common, ...bar(previous, place) };
}

function line(data: readonly (number | null)[], previous: boolean, { index, alone }: Place): JsonObject {
  const colour = previous && alone ? inks.previousLine : seriesColour(index);
  const marker = index % markers.length;
  return {
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: previous ? 4 : 6,
    borderDash: previous ? [14, 10] : [],
    borderJoinStyle: "round",
    spanGaps: false,
    pointStyle: markers[marker],
    pointRadius: data.map((_, at) => pointRadius(data, at, previous)),
    pointBorderWidth: marker < FILLED ? 2 : 5,
    clip: 12,
  };
}

/** A point between two gaps has no line to show it. */
function pointRadius(data: readonly (number | null)[], at: number, previous: boolean): number {
  const lonely = (data[at - 1] ?? null) === null && (data[at + 1] ?? null) === null;
  if (lonely) return previous ? 6 : 9;
  return previous || data.length > MOST_MARKERS ? 0 : 8;
}

/** The period before is a wider, hollow bar behind: told from the current one by its shape, not by its colour. */
function bar(previous: boolean, { index, alone }: Place): JsonObject {
  const fill = previous
    ? {
        backgroundColor: inks.previousFill,
        borderColor: alone ? inks.previousLine : seriesColour(index),
        borderWidth: 3,
        borderSkipped: false,
      }
    : { backgroundColor: seriesColour(index) };
  const behind = { barPercentage: 1, maxBarThickness: 190 };
  const front = { barPercentage: 0.62, maxBarThickness: 118 };
  return {
    ...fill,
    pointStyle: "rect",
    // Zero is drawn as a stub, what was not measured not at all.
    minBarLength: 3,
    ...(alone ? { grouped: false, categoryPercentage: 0.8, ...(previous ? behind : front) } : {}),
  };
}
