import type { ChartColor, IGroupedVerticalBarChart, ILineChart } from "@microsoft/teams.cards";
import type { ChartSeries, SeriesChart } from "../../charts/chart-spec.ts";
import { type ValueScale, valueScale } from "../../charts/value-scale.ts";
import type { CardRoom } from "./card-room.ts";
import { cutText } from "./card-text.ts";
import { axisRange, monthsBelow, shortLabel } from "./native-axes.ts";

/** The chart as Teams draws it itself. Nothing measured is a point left out, never a 0. */
export function nativeChart(spec: SeriesChart, room: CardRoom): ILineChart | IGroupedVerticalBarChart {
  // More bars than a month has days are hairs, and their numbers would come twice.
  if (spec.kind === "bar" && (spec.days?.length ?? 0) > 28)
    return nativeChart({ ...spec, kind: "line" }, room);
  const scale = chartScale(spec);
  const title = axisTitle(spec, scale);
  const below = monthsBelow(spec);
  const goal = spec.kind === "line" ? [spec.goal?.value ?? null] : [];
  const drawn = [...spec.series.flatMap(({ values }) => values), ...goal].map((value) =>
    value === null ? null : scale.shown(value),
  );
  const look = {
    title: cutText(spec.title, room.label),
    showTitle: false,
    showLegend: true,
    ...(title === undefined ? {} : { yAxisTitle: title }),
    ...(below === undefined ? {} : { xAxisTitle: below }),
    ...axisRange(spec.unit, drawn),
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
    const x = cutText(shortLabel(spec, from + index) ?? label, room.cell);
    return value === null ? [] : [{ x, y: scale.shown(value) }];
  });
}

const currentColours: readonly ChartColor[] = [
  "categoricalBlue",
  "categoricalPurple",
  "categoricalTeal",
  "categoricalRed",
  "categoricalLime",
];

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
