import type { JsonObject } from "./chart-json.ts";
import type { SeriesChart } from "./chart-spec.ts";
import { inks } from "./palette.ts";
import type { ValueScale } from "./value-scale.ts";

/** A dotted line over the whole width: it has an axis of its own from edge to edge, so one bar is enough for it. */
export function goalDataset(
  goal: NonNullable<SeriesChart["goal"]>,
  scale: ValueScale,
  horizontal: boolean,
): JsonObject {
  const value = scale.shown(goal.value);
  return {
    type: "line",
    label: goal.label,
    data: [0, 1].map((edge) => (horizontal ? { x: value, y: edge } : { x: edge, y: value })),
    [horizontal ? "yAxisID" : "xAxisID"]: "goal",
    order: 0,
    borderColor: inks.goal,
    borderWidth: 4,
    borderDash: [4, 8],
    pointRadius: 0,
    pointStyle: "line",
  };
}

export function goalAxis(horizontal: boolean): JsonObject {
  return {
    goal: { type: "linear", axis: horizontal ? "y" : "x", display: false, offset: false, min: 0, max: 1 },
  };
}
