import type { Chart, Plugin } from "chart.js";
import { fonts } from "./chart-style.ts";
import { inks, seriesColour } from "./palette.ts";

const GAP = 10;
const MARKER = 12;
/** Of a digit. */
const HALF_HEIGHT = fonts.label * 0.36;

/** Writes `options.plugins.valueLabels.texts` beside the values of the first dataset. */
export const valueLabelsPlugin: Plugin<"bar" | "line", { readonly texts?: readonly string[] }> = {
  id: "valueLabels",
  afterDatasetsDraw(chart, _drawn, options) {
    const texts = options.texts ?? [];
    if (texts.length === 0) return;
    const { ctx } = chart;
    ctx.save();
    ctx.font = `600 ${fonts.label}px ${fonts.family}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    // The series' own: above the outline of the period before it still belongs to what is now.
    ctx.fillStyle = seriesColour(0);
    // A halo keeps it legible over a line or another bar.
    ctx.strokeStyle = inks.card;
    ctx.lineWidth = 6;
    ctx.lineJoin = "round";
    texts.forEach((text, at) => {
      if (text === "") return;
      const { x, y } = position(chart, text, at);
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    });
    ctx.restore();
  },
};

interface Point {
  readonly x: number;
  readonly y: number;
}

function position(chart: Chart, text: string, at: number): Point {
  const { ctx, chartArea } = chart;
  const { type, data } = chart.getDatasetMeta(0);
  const value = data[at] ?? { x: Number.NaN, y: Number.NaN };
  const width = ctx.measureText(text).width;
  if (chart.options.indexAxis === "y") {
    // What was not measured has no length: its text stands at the axis.
    const end = Number.isFinite(value.x) ? value.x : chartArea.left;
    const behind = outline(chart, at)?.x ?? Number.NaN;
    const isHit = behind > end && behind < end + width + 2 * GAP;
    return { x: (isHit ? behind : end) + GAP, y: value.y + HALF_HEIGHT };
  }
  if (type === "line" && value.x + width > chartArea.right) {
    return { x: value.x + MARKER + 4, y: value.y + HALF_HEIGHT };
  }
  const top = Number.isFinite(value.y) ? value.y : chartArea.bottom;
  const behind = outline(chart, at)?.y ?? Number.NaN;
  const isHit = behind < top && behind > top - 2 * HALF_HEIGHT - 2 * GAP;
  return { x: value.x - width / 2, y: (isHit ? behind : top) - GAP - (type === "line" ? MARKER : 0) };
}

/** The end of the hollow bar behind, which a text must not cross. */
function outline(chart: Chart, at: number): Point | undefined {
  return chart.getSortedVisibleDatasetMetas().find(({ index, type }) => index === 1 && type === "bar")?.data[
    at
  ];
}
