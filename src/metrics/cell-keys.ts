import { type CellKey, cellId } from "./cell.ts";
import type { Frame } from "./frame.ts";
import type { Dimension } from "./metric-query.ts";

/**
 * The cells of a breakdown, in order: every key found in either period, in every stretch of time of the asked one.
 * Times run on, names are sorted, nobody comes last.
 */
export function cellKeys(
  by: readonly Dimension[],
  { axes }: Frame,
  found: readonly CellKey[],
): readonly CellKey[] {
  const orders = by.map((dimension) => axes.find((axis) => axis.dimension === dimension)?.order);
  if (by.length === 0) return [[]];
  const named = withoutBareCells(
    by,
    distinct(found.map((key) => key.map((value, index) => (orders[index] ? null : value)))),
  );
  const isFree = (dimension: Dimension, index: number) =>
    orders[index] !== undefined || dimension === "currency";
  if (named.length === 0 && by.every(isFree)) named.push(by.map(() => null));
  const cells = named.flatMap((key) =>
    orders.reduce<CellKey[]>(
      (keys, order, index) =>
        order ? keys.flatMap((each) => order.map((value) => each.with(index, value))) : keys,
      [key],
    ),
  );
  const ranks = orders.map((order) =>
    order ? new Map(order.map((value, rank) => [value, rank])) : undefined,
  );
  return cells.toSorted((a, b) => compareCells(a, b, ranks));
}

/** What is in no currency has a cell of its own only where there is no money beside it. */
function withoutBareCells(by: readonly Dimension[], keys: readonly CellKey[]): CellKey[] {
  const place = by.indexOf("currency");
  if (place === -1) return [...keys];
  const withMoney = new Set(
    keys.filter((key) => key[place] !== null).map((key) => cellId(key.with(place, null))),
  );
  return keys.filter((key) => key[place] !== null || !withMoney.has(cellId(key)));
}

function distinct(keys: readonly CellKey[]): CellKey[] {
  return [...new Map(keys.map((key) => [cellId(key), key])).values()];
}

function compareCells(
  a: CellKey,
  b: CellKey,
  ranks: readonly (ReadonlyMap<string, number> | undefined)[],
): number {
  for (const [index, ranked] of ranks.entries()) {
    const [left, right] = [a[index] ?? null, b[index] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return ranked ? (ranked.get(left) ?? 0) - (ranked.get(right) ?? 0) : left < right ? -1 : 1;
  }
  return 0;
}
