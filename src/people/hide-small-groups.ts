/** A value of an answer, as far as hiding it goes: the metrics' results are such. */
export interface GroupValue {
  readonly metric: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly value: number | null;
  readonly sample: number;
  readonly previous: { readonly value: number | null; readonly sample: number };
  readonly change: number | null;
  readonly better: boolean | null;
  readonly verdict: string;
}

export interface SmallGroupsHidden<T> {
  /** The same values in the same order, without those that tell of too few people. */
  readonly results: readonly T[];
  /** How many were taken out. */
  readonly hidden: number;
}

interface Cell<T> {
  readonly result: T;
  /** Who is behind it. */
  readonly people: ReadonlySet<string>;
}

/**
 * Takes out the values that tell of fewer than `least` people, and the value of the period before where that does.
 * Where what is taken out would itself be of fewer, and so could be worked out from a total, the next smallest group
 * goes with it. What is nobody's stays.
 *
 * @param byAgent the same question split by `agent` besides: who is behind each value
 * @param least `leastPeople` of what `mayAsk` allowed; 0 takes nothing out
 */
export function hideSmallGroups<T extends GroupValue>(
  results: readonly T[],
  byAgent: readonly GroupValue[],
  least: number,
): SmallGroupsHidden<T> {
  if (least === 0) return { results, hidden: 0 };
  const now = visibleOf(results, peopleBehind(byAgent.filter(isMeasured)), least);
  const before = visibleOf(results, peopleBehind(byAgent.filter(wasMeasured)), least);
  const kept = results.filter((result) => now.has(result));
  return {
    results: kept.map((result) => (before.has(result) ? result : withoutBefore(result))),
    hidden: results.length - kept.length,
  };
}

function visibleOf<T extends GroupValue>(
  results: readonly T[],
  behind: ReadonlyMap<string, ReadonlySet<string>>,
  least: number,
): ReadonlySet<T> {
  const visible = new Set(results);
  for (const ofMetric of Map.groupBy(results, (result) => result.metric).values()) {
    const cells = ofMetric
      .map((result) => ({ result, people: behind.get(cellOf(result)) ?? new Set<string>() }))
      .filter(({ people }) => people.size > 0);
    for (const { result } of hiddenOf(cells, least)) visible.delete(result);
  }
  return visible;
}

/** What of a slice is hidden is of enough people together: else its total, asked for apart, would tell of the few. */
function hiddenOf<T extends GroupValue>(cells: readonly Cell<T>[], least: number): ReadonlySet<Cell<T>> {
  const smallestFirst = cells.toSorted((a, b) => a.people.size - b.people.size);
  const hidden = new Set(cells.filter(({ people }) => people.size < least));
  const slices = slicesOf(smallestFirst);
  const isTold = (slice: readonly Cell<T>[]) => {
    const together = new Set(slice.filter((cell) => hidden.has(cell)).flatMap(({ people }) => [...people]));
    return together.size > 0 && together.size < least && slice.some((cell) => !hidden.has(cell));
  };
  for (let told = slices.find(isTold); told; told = slices.find(isTold)) {
    const next = told.find((cell) => !hidden.has(cell));
    if (next) hidden.add(next);
  }
  return hidden;
}

/** What a total could be asked of: all cells, and those with the same value of one dimension. */
function slicesOf<T extends GroupValue>(cells: readonly Cell<T>[]): readonly (readonly Cell<T>[])[] {
  const dimensions = Object.keys(cells[0]?.result.key ?? {});
  return [
    cells,
    ...dimensions.flatMap((dimension) => [
      ...Map.groupBy(cells, ({ result }) => result.key[dimension]).values(),
    ]),
  ];
}

function peopleBehind(values: readonly GroupValue[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const value of values) {
    const { agent } = value.key;
    if (typeof agent !== "string") continue;
    const cell = cellOf(value);
    groups.set(cell, (groups.get(cell) ?? new Set()).add(agent));
  }
  return groups;
}

function withoutBefore<T extends GroupValue>(result: T): T {
  const nothing = { value: null, sample: 0 };
  return { ...result, previous: nothing, change: null, better: null, verdict: "no-data-before" };
}

function isMeasured({ value, sample }: GroupValue): boolean {
  return sample > 0 || (value ?? 0) !== 0;
}

function wasMeasured({ previous }: GroupValue): boolean {
  return previous.sample > 0 || (previous.value ?? 0) !== 0;
}

/** What tells the values of an answer apart, whoever is behind them. */
function cellOf({ metric, key }: GroupValue): string {
  const parts = Object.entries(key).filter(([dimension]) => dimension !== "agent");
  return JSON.stringify([metric, parts.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
