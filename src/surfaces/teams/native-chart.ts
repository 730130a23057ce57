import type { ChartColor, IGroupedVerticalBarChart, ILineChart } from "@microsoft/teams.cards";
import type { ChartSeries, SeriesChart } from "../../charts/chart-spec.ts";
import { type ValueScale, valueScale } from "../../charts/value-scale.ts";
import type { CardRoom } from "./card-room.ts";
import { cutText } from "./card-text.ts";

/** The chart as Teams draws it itself. Nothing measured is a point left out, never a 0. */
export function nativeChart(spec: SeriesChart, room: CardRoom): ILineChart | IGroupedVerticalBarChart {
  const scale = chartScale(spec);
  const title = axisTitle(spec, scale);
  const look = {
    title: cutText(spec.title, room.label),
    showTitle: false,
    showLegend: true,
    ...(title === undefined ? {} : { yAxisTitle: title }),
    ...axisRange(spec, scale),
  };
  const data = ordered(spec.series).map(({ series, color }) => ({
    legend: cutText(series.name, room.label),
    color,
    values: points(spec, series.values, scale, room),
  }));
  if (spec.kind === "bar") return { type: "Chart.VerticalBar.Grouped", ...look, data };
  return { type: "Chart.Line", ...look, data: [...data, ...goalLine(spec, scale, room)] };
}

/** One scale for everything the chart shows. */
export function chartScale(spec: SeriesChart): ValueScale {
  return valueScale(spec.unit, [...spec.series.flatMap(({ values }) => values), spec.goal?.value ?? null]);
}

/** Which labels have room: of a line the newest, of bars the first. */
export function shownLabels(spec: SeriesChart, room: number): { from: number; to: number } {
  const count = spec.labels.length;
  if (spec.kind === "line") return { from: Math.max(0, count - room), to: count };
  return { from: 0, to: Math.min(count, room) };
}

function axisTitle(spec: SeriesChart, scale: ValueScale): string | undefined {
  return scale.axisTitle ?? (spec.unit === "percent" ? "%" : undefined);
}

function points(spec: SeriesChart, values: ChartSeries["values"], scale: ValueScale, room: CardRoom) {
  const { from, to } = shownLabels(spec, room.chartPoints);
  return spec.labels.slice(from, to).flatMap((label, index) => {
    const value = values[from + index] ?? null;
    // Dates become a time axis whose ticks Teams thins out; labels would each be cut to their first letter.
    const x = spec.kind === "line" ? spec.days?.[from + index] : undefined;
    return value === null ? [] : [{ x: x ?? cutText(label, room.cell), y: scale.shown(value) }];
  });
}

const currentColours: readonly ChartColor[] = [
  "categoricalBlue",
  "categoricalPurple",
  "categoricalTeal",
  "categoricalRed",
  "categoricalLime",
];

/** Teams draws five ticks from end to end of the values, 6.17 and 18.5 among them: ends chosen so that ticks are round. */
function axisRange(spec: SeriesChart, scale: ValueScale): { yMin: number; yMax: number } | undefined {
  const shown = [...spec.series.flatMap(({ values }) => values), spec.goal?.value ?? null].flatMap((value) =>
    value === null ? [] : [scale.shown(value)],
  );
  const highest = Math.max(0, ...shown);
  if (highest === 0 || shown.some((value) => value < 0)) return undefined;
  const power = 10 ** Math.floor(Math.log10(highest / TICKS));
  const step = roundSteps.find((round) => round * power * TICKS >= highest) ?? 10;
  return { yMin: 0, yMax: Number((step * power * TICKS).toPrecision(3)) };
}

/** Above zero. */
const TICKS = 4;
const roundSteps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10];

/** The period before first and grey, so that it lies behind a line and left of a bar. */
function ordered(series: readonly ChartSeries[]): { series: ChartSeries; color: ChartColor }[] {
  const previous = series.filter(({ role }) => role === "previous");
  const current = series.filter(({ role }) => role === "current");
  return [
    ...previous.map((one) => ({ series: one, color: "neutral" as const })),
    ...current.map((one, index) => ({
      series: one,
      color: currentColours[index % currentColours.length] ?? "categoricalBlue",
    })),
  ];
}

/** Teams has no such line, so it is a series that stays at one height. */
function goalLine(spec: SeriesChart, scale: ValueScale, room: CardRoom) {
  const { goal } = spec;
  if (!goal) return [];
  return [
    {
      legend: cutText(goal.label, room.label),
      color: "categoricalMarigold" as const,
      values: points(
        spec,
        spec.labels.map(() => goal.value),
        scale,
        room,
      ),
    },
  ];
}
