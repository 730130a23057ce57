/** The rows that are shown, and how many are not: what was left out before is counted with them. */
export function cutRows<T>(
  rows: readonly T[],
  limit: number,
  omitted = 0,
): { readonly rows: readonly T[]; readonly omitted: number } {
  const shown = rows.slice(0, Math.max(0, limit));
  return { rows: shown, omitted: omitted + rows.length - shown.length };
}

/** "and 3 more", or undefined where nothing is missing. */
export function andMore(omitted: number): string | undefined {
  return omitted > 0 ? `and ${omitted.toLocaleString("en")} more` : undefined;
}
