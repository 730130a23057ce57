import { type Kysely, sql } from "kysely";
import { silentLogger } from "../logger.ts";
import { affectedFamilies } from "./fact-affected.ts";
import { foldFamilies } from "./fact-folding.ts";
import { castShadows, createShadows, fillShadows } from "./fact-shadows.ts";
import { drainChanges } from "./projector-drain.ts";
import { projectorFailures } from "./projector-failures.ts";
import type { Database } from "./tables.ts";

/** Families folded at a time, which bounds the events in memory. */
const CHUNK = 1000;

/**
 * Runs `work` on the facts as they are known from the events that happened before a moment, whenever these arrived, in
 * one consistent snapshot of the log. The same log gives the same facts; an event that arrives late changes them.
 *
 * What has gone on since is folded anew up to that moment, and views of that session stand before the fact tables. It
 * costs time in proportion to the subjects with events at or after the moment.
 *
 * @param work only reads; its `db` is a transaction
 */
export async function withFactsAsOf<T>(
  db: Kysely<Database>,
  accountId: string,
  asOf: Date,
  work: (db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  // Only to have less to shadow: what is not worked off by then is folded below.
  await drainChanges(db, projectorFailures(silentLogger));
  const trx = await db.startTransaction().setIsolationLevel("repeatable read").execute();
  try {
    await shadowFacts(trx, accountId, asOf);
    await sql`set transaction read only`.execute(trx);
    return await work(trx);
  } finally {
    // Nothing was to be kept: the views go with it.
    await trx.rollback().execute();
  }
}

async function shadowFacts(trx: Kysely<Database>, accountId: string, asOf: Date): Promise<void> {
  const families = await affectedFamilies(trx, accountId, asOf);
  if (families.length === 0) return;
  const shadows = await createShadows(trx);
  for (let start = 0; start < families.length; start += CHUNK) {
    const chunk = families.slice(start, start + CHUNK);
    // What cannot be folded keeps the facts it has, as in the tables themselves.
    const { folded } = await foldFamilies(trx, accountId, chunk, asOf);
    await fillShadows(trx, accountId, folded, shadows);
  }
  // Last: rows must be made like the tables, not like the views.
  await castShadows(trx, shadows);
}
