import type { RawBuilder } from "kysely";
import type { FactTable } from "../store/fact-columns.ts";
import type { Dimension } from "./metric-query.ts";
import type { TimeDimension } from "./time-axis.ts";

/**
 * A part of SQL over one fact row `f`. Over a level also `b.at`, its instant, and the other end of the stretch of time
 * that it is taken for: `b.start_at`, or `b.end_at` of a level at a stretch's start.
 */
export type Fragment = RawBuilder<unknown>;

/** What rows themselves can be split by; the time of a row comes from its source's time. */
export type SplitDimension = Exclude<Dimension, TimeDimension>;

/** What KPIs are read from: facts, and what deskpulse did by itself. */
export type MetricTable = FactTable | "alert_episodes";

/** Rows of one table in time. Measures of one source are answered by one query a period. */
export interface Source {
  readonly id: string;
  readonly table: MetricTable;
  readonly time: Flow | Level | Spread;
  /** The columns of who is credited, with the alias of their row; left out where nobody is. */
  readonly agent?: string;
  readonly team?: string;
  /** Which team of the agent counts: the one at the row's, or level's, instant, or the last known. Flows default to the first, others to the second. */
  readonly teamAsOf?: "moment" | "last-known";
  /** What its rows can be split by besides agent and team. */
  readonly columns: Readonly<Partial<Record<SplitDimension, Fragment>>>;
  /** A level without a join depends by nothing but its time on the instant that it is taken at. */
  readonly join?: (context: MeasureContext) => Fragment;
  readonly where?: Fragment;
}

/** A row counts in the period that its instant falls in. */
interface Flow {
  readonly kind: "flow";
  readonly at: string;
}

/** A row counts at every instant after `from` until `until`, null for still. */
export interface Level {
  readonly kind: "level";
  readonly from: string;
  readonly until: string;
  /** Which end of a period, or of each stretch of time, the level is taken at: the end unless said. */
  readonly takenAt?: "start";
}

/** A row's amount is spread evenly over [from, until): each stretch of time has its part. */
export interface Spread {
  readonly kind: "spread";
  readonly from: string;
  readonly until: string;
}

/** Something counted or summed up over the rows of a source. */
export interface Measure {
  /** In snake case: the start of its columns' names. */
  readonly id: string;
  readonly source: Source;
  readonly where?: (context: MeasureContext) => Fragment | undefined;
  /** The column that says whether a resolution was automatic, where the filter on it applies. */
  readonly automatic?: string;
  /** What it is neither split nor filtered by although its KPI is: the whole that shares are taken of. */
  readonly across?: readonly SplitDimension[];
  readonly aggregate: Aggregate;
}

type Aggregate =
  | { readonly kind: "count" }
  /** How many different values there are, null aside; of what, in a word, where it is not what its rows are about. */
  | { readonly kind: "distinct"; readonly value: Fragment; readonly of?: string }
  | { readonly kind: "sum"; readonly value: Fragment }
  /** A sum in each currency, `f.currency` of its rows: never over several. */
  | { readonly kind: "money"; readonly value: Fragment }
  /** Values in milliseconds; in business hours null where they were not measured, left out where they never are. */
  | { readonly kind: "duration"; readonly value: Fragment; readonly businessValue?: Fragment }
  | { readonly kind: "score"; readonly value: Fragment | ((context: MeasureContext) => Fragment) }
  /** How long the oldest row of a level has been there. */
  | { readonly kind: "longest" };

/** What a measure may depend on besides its rows. */
export interface MeasureContext {
  readonly accountId: string;
  readonly now: Date;
  readonly reopenWindowMs: number;
  readonly settings: MetricSettings;
  /** From the start of the period before to the end of the period. */
  readonly span: { readonly from: Date; readonly to: Date };
  /** What the KPI is split by. */
  readonly by: readonly Dimension[];
  /** The start and the end of the stretch of time that a row's instant falls in: the period's without a time axis. */
  readonly stretch: { readonly start: () => Fragment; readonly end: () => Fragment };
}

/** What the desk calls things, and where it draws lines. */
export interface MetricSettings {
  readonly complaintTag: string;
  readonly fcrTag: string;
  /** Where an answer of an effectiveness survey begins to count; left out: as positive ratings do. */
  readonly effectivenessThreshold?: number | undefined;
}

export const defaultSettings: MetricSettings = { complaintTag: "complaint", fcrTag: "fcr" };
