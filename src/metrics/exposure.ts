import { type CellKey, cellId } from "./cell.ts";
import type { Frame } from "./frame.ts";
import type { Dimension } from "./metric-query.ts";
import type { TimeAxis } from "./time-axis.ts";

/** How many milliseconds of a period fall in each cell's time: all of them where no time is asked for. */
export function exposures(by: readonly Dimension[], frame: Frame): (key: CellKey) => number {
  const { period, axes } = frame;
  const whole = period.to.getTime() - period.from.getTime();
  if (axes.length === 0) return () => whole;
  const places = axes.map((axis) => by.indexOf(axis.dimension));
  const totals = new Map<string, number>();
  // Every axis begins stretches; between two neighbouring beginnings of any of them all keys stay the same.
  const cuts = [...new Set(axes.flatMap((axis) => axis.starts.map((start) => start.getTime())))].sort(
    (a, b) => a - b,
  );
  const walk = axes.map(keyWalk);
  for (const [index, cut] of cuts.entries()) {
    const id = cellId(walk.map((keyAt) => keyAt(cut)));
    const end = cuts[index + 1] ?? period.to.getTime();
    totals.set(id, (totals.get(id) ?? 0) + end - cut);
  }
  return (key) => totals.get(cellId(places.map((place) => key[place] ?? null))) ?? 0;
}

/** The key at instants that are asked for in ascending order. */
function keyWalk(axis: TimeAxis): (at: number) => string | null {
  let index = 0;
  return (at) => {
    for (let next = axis.starts[index + 1]; next && next.getTime() <= at; next = axis.starts[index + 1])
      index++;
    return axis.keys[index] ?? null;
  };
}
