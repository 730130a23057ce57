import type { Statistic } from "./metric-query.ts";

/** What a measure came to in one cell of one period. */
export interface Reading {
  readonly count: number;
  /** Of a duration in seconds, of a score in points; only those asked for. */
  readonly statistics: Readonly<Partial<Record<Statistic, number | null>>>;
  /** For tests of significance: over ln(1 + seconds) of durations, over the scores themselves. */
  readonly spread?: { readonly mean: number; readonly variance: number };
  readonly longestSeconds?: number;
}

export const emptyReading: Reading = { count: 0, statistics: {} };

/** The reading of a measure by its id: an empty one where there was nothing. */
export type Readings = (measureId: string) => Reading;
