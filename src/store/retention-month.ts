import { type Kysely, sql } from "kysely";
import { PARTITIONS_LOCK, partitionBounds } from "./event-partitions.ts";
import type { Database } from "./tables.ts";
import { lockUpkeep } from "./upkeep-lock.ts";

/**
 * Readers and writers of the log must not wait for longer than this behind the one who wants to swap a month; an
 * autovacuum gives way after a second.
 */
const LOCK_TIMEOUT = "3s";

/** Months of the log that ended at or before the boundary, the oldest first. */
export async function agedMonths(db: Kysely<Database>, boundary: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ month: string }>`
    select replace(substr(relname, 8), '_', '-') as month
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'events'::regclass and relname < ${partitionName(boundary.toISOString().slice(0, 7))}
    order by relname
  `.execute(db);
  return rows.map((row) => row.month);
}

/**
 * Gives up a month: what stays of it is copied, and the copy takes its place; with nothing to stay it just goes.
 *
 * @returns subjects dropped, "busy" when it changed meanwhile or was in use
 */
export async function dropMonth(
  db: Kysely<Database>,
  month: string,
  boundary: Date,
): Promise<number | "busy"> {
  try {
    return await db.transaction().execute(async (trx) => {
      await lockUpkeep(trx);
      const dropped = await findDropped(trx, month, boundary);
      if (dropped > 0) await swap(trx, month);
      return dropped;
    });
  } catch (error) {
    if (error instanceof Busy || isLockTimeout(error)) return "busy";
    throw error;
  }
}

class Busy extends Error {}

/**
 * Fills the session's table `dropped_now` with the subjects of the month that end in aged months, with all of their
 * families: of these, none may be folded without the others. What is not folded yet waits.
 */
async function findDropped(trx: Kysely<Database>, month: string, boundary: Date): Promise<number> {
  await sql`
    create temp table dropped_now on commit drop as
    with recursive here as (
      select distinct account_id, subject_kind, subject_id from ${sql.table(partitionName(month))}
      where subject_kind not in ('agent', 'contact')
    ), family (account_id, subject_kind, subject_id, member) as (
      select account_id, subject_kind, subject_id, subject_id from here
      union
      select f.account_id, f.subject_kind, f.subject_id, link.other
      from family f cross join lateral (
        select into_id as other from conversation_links
        where account_id = f.account_id and conversation_id = f.member
        union all
        select conversation_id from conversation_links
        where account_id = f.account_id and into_id = f.member
      ) link
      where f.subject_kind = 'conversation'
    ), living as (
      select account_id, subject_kind, subject_id from family f
      where exists (
        select from events e
        where e.account_id = f.account_id and e.subject_kind = f.subject_kind and e.subject_id = f.member
          and e.occurred_at >= ${sql.lit(boundary.toISOString())}
      )
      union
      select account_id, subject_kind, subject_id from family f
      where exists (
        select from changed_subjects c
        where c.account_id = f.account_id and c.subject_kind = f.subject_kind and c.subject_id = f.member
      )
    )
    select distinct account_id, subject_kind, member as subject_id from family f
    where not exists (
      select from living l
      where l.account_id = f.account_id and l.subject_kind = f.subject_kind and l.subject_id = f.subject_id
    )
  `.execute(trx);
  await sql`analyze dropped_now`.execute(trx);
  return await count(trx, "dropped_now");
}

/**
 * The copy is made while everybody goes on; then the log is locked for the moment of the swap, if nothing came
 * meanwhile.
 */
async function swap(trx: Kysely<Database>, month: string): Promise<void> {
  const name = partitionName(month);
  const [old, kept] = [sql.table(name), sql.table(`${name}_kept`)];
  const rows = await count(trx, name);
  await sql`create table ${kept} (like events including all)`.execute(trx);
  await sql`
    insert into ${kept} select * from ${old} e
    where not exists (
      select from dropped_now d
      where d.account_id = e.account_id and d.subject_kind = e.subject_kind and d.subject_id = e.subject_id
    )
  `.execute(trx);
  await sql`
    insert into dropped_subjects (account_id, subject_kind, subject_id, dropped_at)
    select account_id, subject_kind, subject_id, now() from dropped_now
    on conflict do nothing
  `.execute(trx);
  await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(trx);
  await sql`lock table events in access exclusive mode`.execute(trx);
  if (!(await canHavePartitions(trx))) throw new Busy();
  if ((await count(trx, name)) !== rows || (await somethingCame(trx))) throw new Busy();
  await sql`drop table ${old}`.execute(trx);
  if ((await count(trx, `${name}_kept`)) === 0) await sql`drop table ${kept}`.execute(trx);
  else {
    await sql`alter table ${kept} rename to ${sql.ref(name)}`.execute(trx);
    await sql`alter table events attach partition ${old} for values ${partitionBounds(month)}`.execute(trx);
  }
}

async function count(trx: Kysely<Database>, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}

/** Without waiting: whoever makes partitions at this moment may be waiting for the log. */
async function canHavePartitions(trx: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ hasLock: boolean }>`
    select pg_try_advisory_xact_lock(${PARTITIONS_LOCK}) as "hasLock"
  `.execute(trx);
  return rows[0]?.hasLock ?? false;
}

async function somethingCame(trx: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`
    select from changed_subjects join dropped_now using (account_id, subject_kind, subject_id) limit 1
  `.execute(trx);
  return rows.length > 0;
}

function partitionName(month: string): string {
  return `events_${month.replace("-", "_")}`;
}

/** SQLSTATE 55P03, lock_not_available; 40P01, deadlock_detected. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "55P03" || error.code === "40P01");
}
