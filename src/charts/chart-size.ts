import type { ChartSpec } from "./chart-spec.ts";
import { isHorizontal } from "./orientation.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const WIDTH = 900;
const HEIGHT = 450;
const MOST_HEIGHT = 1350;

/** Pixels of the picture. Named bars lie on their side and need a line of text each; all else is 900 × 450. */
export function chartSize(spec: ChartSpec): ChartSize {
  if (spec.kind === "heat-map" || !isHorizontal(spec)) return { width: WIDTH, height: HEIGHT };
  const needed = 190 + spec.labels.length * 46;
  return { width: WIDTH, height: Math.min(Math.max(needed, HEIGHT), MOST_HEIGHT) };
}
