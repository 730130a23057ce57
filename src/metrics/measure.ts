import type { RawBuilder } from "kysely";
import type { Database } from "../store/tables.ts";

/** A part of SQL over one fact row `f`; over a level's instant also `b.at`. */
export type Fragment = RawBuilder<unknown>;

/** Rows of one fact table in time. Measures of one source are answered by one query a period. */
export interface Source {
  readonly id: string;
  readonly table: keyof Database & FactTable;
  readonly time: Flow | Level;
  /** The columns of who is credited, with the alias of their row. */
  readonly agent: string;
  readonly team: string;
  /** Which team of the agent counts: the one at the row's instant, or the last known. */
  readonly teamAsOf: "moment" | "last-known";
  readonly status?: Fragment;
  readonly join?: (context: MeasureContext) => Fragment;
  readonly where?: Fragment;
}

type FactTable = "conversations" | "turns" | "episodes" | "messages" | "ratings" | "closings";

/** A row counts in the period that its instant falls in. */
export interface Flow {
  readonly kind: "flow";
  readonly at: string;
}

/** A row counts at every instant after `from` until `until`, null for still. */
export interface Level {
  readonly kind: "level";
  readonly from: string;
  readonly until: string;
}

/** Something counted or summed up over the rows of a source. */
export interface Measure {
  /** In snake case: the start of its columns' names. */
  readonly id: string;
  readonly source: Source;
  readonly where?: (context: MeasureContext) => Fragment;
  /** The column that says whether a resolution was automatic, where the filter on it applies. */
  readonly automatic?: string;
  readonly aggregate: Aggregate;
}

type Aggregate =
  | { readonly kind: "count" }
  /** `value` in milliseconds. */
  | { readonly kind: "duration"; readonly value: Fragment }
  | { readonly kind: "score"; readonly value: Fragment }
  /** How long the oldest row of a level has been there. */
  | { readonly kind: "longest" };

/** What a measure may depend on besides its rows. */
export interface MeasureContext {
  readonly accountId: string;
  readonly now: Date;
  readonly reopenWindowMs: number;
  /** From the start of the period before to the end of the period. */
  readonly span: { readonly from: Date; readonly to: Date };
}
