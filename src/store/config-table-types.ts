import type { Generated, JSONColumnType } from "kysely";

/** What the configuration said. */
export interface ConfigVersionTable {
  account_id: string;
  /** "config" is all of it; "calendars" what business time is measured by, "sla" what is promised. */
  part: string;
  version: number;
  /** Another for every version of every account and database. */
  revision: Generated<string>;
  /** Since when it counts: from then on it stands before all earlier versions. null: for ever. */
  valid_from: Date | null;
  content: JSONColumnType<object>;
  applied_at: Date;
}
