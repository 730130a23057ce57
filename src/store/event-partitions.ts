import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** Any number that no other lock of this database uses. */
export const PARTITIONS_LOCK = 7_340_101;

/**
 * Makes the monthly partitions that hold the given instants, where they are missing. Inside a transaction they come
 * and go with it.
 */
export async function ensurePartitions(db: Kysely<Database>, instants: readonly Date[]): Promise<void> {
  const months = [...new Set(instants.map((at) => at.toISOString().slice(0, 7)))].sort();
  if ((await missing(db, months)).length === 0) return;
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(${PARTITIONS_LOCK})`.execute(trx);
    for (const month of await missing(trx, months)) await create(trx, month);
  });
}

/** Runs in the given transaction, or in one of its own. */
export function inTransaction<T>(
  db: Kysely<Database>,
  work: (trx: Kysely<Database>) => Promise<T>,
): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** Read from the catalogue, not by to_regclass: within a transaction that may answer from its cache. */
async function missing(db: Kysely<Database>, months: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ month: string }>`
    select month from unnest(${months}::text[]) as month
    where not exists (
      select from pg_class partition join pg_class log using (relnamespace)
      where log.oid = 'events'::regclass and partition.relname = 'events_' || replace(month, '-', '_')
    )
    order by month
  `.execute(db);
  return rows.map((row) => row.month);
}

/** Made apart and then attached: "partition of" would stop every reader and writer of the log. */
async function create(db: Kysely<Database>, month: string): Promise<void> {
  const partition = sql.table(`events_${month.replace("-", "_")}`);
  await sql`create table ${partition} (like events including all)`.execute(db);
  await sql`alter table events attach partition ${partition} for values ${partitionBounds(month)}`.execute(
    db,
  );
}

/** From the month's first instant to the next one's, as SQL. */
export function partitionBounds(month: string) {
  const from = new Date(`${month}-01T00:00:00Z`);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + 1);
  return sql`from (${sql.lit(from.toISOString())}) to (${sql.lit(to.toISOString())})`;
}
