/** A question about a KPI, in plain words and instants. */
export interface Question {
  readonly metric: string;
  readonly statistic: string;
  readonly from: number;
  readonly to: number;
  /** The period before and this one. */
  readonly both: { readonly from: number; readonly to: number };
  readonly timezone: string;
  readonly by: readonly string[];
  /** Any of the values of each. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly now: number;
  readonly reopenWindowMs: number;
  readonly weekStartsOn: string;
  readonly clock: "elapsed" | "business";
  readonly complaintTag: string;
  readonly fcrTag: string;
  readonly goals: readonly NaiveGoal[];
}

/** In milliseconds; of a team, a channel, both or everybody. */
export interface NaiveGoal {
  readonly kpi: string;
  readonly team?: string | undefined;
  readonly channel?: string | undefined;
  readonly atMost?: number | undefined;
}

/** What is answered for one cell of a breakdown. */
export interface Cell {
  readonly value: number | null;
  readonly sample: number;
}

const times = new Set(["hour", "day", "week", "month", "hour-of-day", "weekday"]);

export function isTime(dimension: string): boolean {
  return times.has(dimension);
}
