/** A value of an answer, as far as hiding it goes: the metrics' results are such. */
export interface Value {
  readonly metric: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly value: number | null;
  readonly sample: number;
  readonly previous: { readonly value: number | null; readonly sample: number };
  readonly change: number | null;
  readonly better: boolean | null;
}

export interface Hidden<T> {
  /** The same values in the same order, those of too few people with nothing in them. */
  readonly results: readonly T[];
  /** How many of them have nothing in them for that reason. */
  readonly hidden: number;
}

/**
 * Empties the values that tell of fewer than `least` people.
 *
 * @param byAgent the same question split by `agent` as well: who is behind each value
 * @param least `leastPeople` of what `mayAsk` allowed; 0 hides nothing
 */
export function hideSmallGroups<T extends Value>(
  results: readonly T[],
  byAgent: readonly Value[],
  least: number,
): Hidden<T> {
  if (least === 0) return { results, hidden: 0 };
  throw new Error(`not yet: ${byAgent.length}`);
}
