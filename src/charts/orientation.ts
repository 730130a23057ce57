import type { SeriesChart } from "./chart-spec.ts";
import { labelWidth } from "./chart-style.ts";

const PLOT_WIDTH = 780;

/** Bars whose names do not fit below them lie on their side. Labels of a line are moments and may be thinned out. */
export function isHorizontal(spec: SeriesChart): boolean {
  if (spec.kind !== "bar" || spec.labels.length === 0) return false;
  const widest = Math.max(...spec.labels.map(labelWidth));
  return widest > 110 && widest > PLOT_WIDTH / spec.labels.length - 16;
}
