import { type Kysely, sql } from "kysely";
import { agedMonths, dropMonth } from "./retention-month.ts";
import type { Database } from "./tables.ts";

export interface Retention {
  /** Months of the log that were given up, "2025-09". */
  readonly months: readonly string[];
  /** Subjects whose events went with them. */
  readonly subjects: number;
  /** Months that could not be had just now, because somebody was reading or writing: the next run takes them. */
  readonly busy: readonly string[];
}

/**
 * Drops what is older than the given age from the log, whole months at a time; facts stay. The events of a subject go
 * together, once the last of them is in such a month: of one that goes on, all are kept. What describes agents and
 * contacts is kept.
 *
 * @param cutoff months that ended before it are given up, of all accounts
 */
export async function dropOldEvents(db: Kysely<Database>, cutoff: Date): Promise<Retention> {
  const boundary = new Date(`${cutoff.toISOString().slice(0, 7)}-01T00:00:00Z`);
  const months: string[] = [];
  const busy: string[] = [];
  let subjects = 0;
  for (const month of await agedMonths(db, boundary)) {
    const dropped = await dropMonth(db, month, boundary);
    if (dropped === "busy") busy.push(month);
    else if (dropped > 0) {
      months.push(month);
      subjects += dropped;
    }
  }
  return { months, subjects, busy };
}

/** Those of the subjects whose events were dropped: they have facts that cannot be made again. */
export async function droppedAmong(
  db: Kysely<Database>,
  accountId: string,
  kind: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from dropped_subjects
    where account_id = ${accountId} and subject_kind = ${kind} and subject_id = any(${ids}::text[])
  `.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Notes that something came for subjects whose events were dropped. */
export async function flagDropped(
  db: Kysely<Database>,
  accountId: string,
  kind: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update dropped_subjects set changed_at = now()
    where account_id = ${accountId} and subject_kind = ${kind} and subject_id = any(${ids}::text[])
  `.execute(db);
}
