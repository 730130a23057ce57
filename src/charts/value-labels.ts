import type { SeriesChart } from "./chart-spec.ts";
import { labelWidth } from "./chart-style.ts";
import type { ValueScale } from "./value-scale.ts";

const PLOT_WIDTH = 780;
const MOST_STANDING_BARS = 8;

/**
 * What our renderer writes beside the values of an only series: one text a value, empty for none. Every bar while they
 * are few, else the highest and the last, and the last point of a line. A QuickChart server ignores it.
 */
export function valueLabels(spec: SeriesChart, scale: ValueScale, horizontal: boolean): readonly string[] {
  const [only, ...others] = spec.series.filter(({ role }) => role === "current");
  if (only === undefined || others.length > 0) return [];
  const texts = spec.labels.map((_, at) => {
    const value = only.values[at] ?? null;
    if (value === null) return horizontal ? "no data" : "–";
    return scale.text(scale.shown(value));
  });
  const last = only.values.findLastIndex((value) => value !== null);
  if (spec.kind === "line") return texts.map((text, at) => (at === last ? text : ""));
  const fits = Math.max(...texts.map(labelWidth)) < PLOT_WIDTH / spec.labels.length - 4;
  if (horizontal || (fits && spec.labels.length <= MOST_STANDING_BARS)) return texts;
  const highest = only.values.indexOf(Math.max(...only.values.filter((value) => value !== null)));
  return texts.map((text, at) => (at === last || at === highest ? text : ""));
}
