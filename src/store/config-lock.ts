import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** Sets these locks apart from all others that are taken on hashed names. */
const SEED = 7_340_104;

/**
 * While facts are folded nobody changes what they are folded by: else those that are being folded right now would keep
 * what was in force before, and nobody would come to them again. Until the transaction ends.
 */
export async function keepConfig(trx: Kysely<Database>, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${accountId}, ${SEED}))`.execute(trx);
}

/** Waits for those who fold; whoever folds next sees what was changed. Until the transaction ends. */
export async function changeConfig(trx: Kysely<Database>, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${accountId}, ${SEED}))`.execute(trx);
}
