import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** Any number that no other lock of this database uses. */
const UPKEEP_LOCK = 7_340_103;

/** What rewrites the log, retention and erasure, goes one at a time: waits, and holds it until the transaction ends. */
export async function lockUpkeep(trx: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${UPKEEP_LOCK})`.execute(trx);
}
