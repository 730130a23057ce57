import type { Kysely } from "kysely";
import type { Database } from "./tables.ts";

/** How far the log is with one source. */
export interface Watermark {
  readonly source: string;
  /** The latest instant an event of it happened at. */
  readonly newestEventAt: Date;
  readonly lastArrivalAt: Date;
  readonly events: number;
}

/** One a source that ever sent an event, by name. */
export async function readWatermarks(db: Kysely<Database>, accountId: string): Promise<readonly Watermark[]> {
  return await db
    .selectFrom("watermarks")
    .select(["source", "newest_event_at as newestEventAt", "last_arrival_at as lastArrivalAt", "events"])
    .where("account_id", "=", accountId)
    .orderBy("source")
    .execute();
}
