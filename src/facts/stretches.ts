interface Change<T> {
  readonly at: Date;
  readonly value: T;
}

interface Stretch<T> {
  readonly value: T;
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

/**
 * What held from each change to the next; of several at one instant the last counts.
 *
 * @param changes in order of time
 */
export function stretchesOf<T>(changes: readonly Change<T>[]): readonly Stretch<T>[] {
  return changes.flatMap(({ at, value }, index) => {
    const next = changes[index + 1]?.at ?? null;
    return next?.getTime() === at.getTime() ? [] : [{ value, validFrom: at, validTo: next }];
  });
}
