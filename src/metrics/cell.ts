/** The place of a value in a breakdown: one key for each asked dimension, in order; null is nobody or nothing. */
export type CellKey = readonly (string | null)[];

/** A cell's key as one text, for maps. */
export function cellId(key: CellKey): string {
  return JSON.stringify(key);
}
