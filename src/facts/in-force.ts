/** Something that counts from an instant on, instead of all that was said before. */
export interface Version<T> {
  /** null: for ever. */
  readonly validFrom: Date | null;
  readonly content: T;
}

/** What is in force during [from, to), in milliseconds since 1970. */
export interface InForce<T> {
  readonly from: number;
  readonly to: number;
  readonly content: T;
}

/**
 * What counts when, from the beginning of time to its end, in order.
 *
 * @param versions in the order in which they were said
 * @param before what counts where no version does
 */
export function inForce<T>(versions: readonly Version<T>[], before: T): readonly InForce<T>[] {
  let spans: InForce<T>[] = [
    { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, content: before },
  ];
  for (const { validFrom, content } of versions) {
    const from = validFrom?.getTime() ?? Number.NEGATIVE_INFINITY;
    spans = spans
      .filter((span) => span.from < from)
      .map((span) => ({ ...span, to: Math.min(span.to, from) }));
    spans.push({ from, to: Number.POSITIVE_INFINITY, content });
  }
  return spans;
}
