import type { Statistic } from "./metric-query.ts";

/** What a measure came to in one cell of one period. */
export interface Reading {
  /** Rows, or different values; of durations those that were measured. */
  readonly count: number;
  /** Of a duration in seconds, of a score in points; only those asked for. */
  readonly statistics: Readonly<Partial<Record<Statistic, number | null>>>;
  /** For tests of significance: over ln(1 + seconds) of durations, over the scores themselves. */
  readonly spread?: { readonly mean: number; readonly variance: number };
  readonly longestSeconds?: number;
  /** Of a sum, and of money in one currency; null over nothing. */
  readonly sum?: number | null;
  /** Of money where its KPI is not money itself: an amount a currency. */
  readonly amounts?: readonly Amount[];
  /** Durations that have no value in business hours. */
  readonly unmeasured?: number;
  /** How many durations are no longer than each of the asked goals, by the goal's milliseconds. */
  readonly within?: ReadonlyMap<number, number>;
}

interface Amount {
  readonly currency: string;
  readonly amount: number;
}

export const emptyReading: Reading = { count: 0, statistics: {} };

/** The reading of a measure by its id: an empty one where there was nothing. */
export type Readings = (measureId: string) => Reading;
