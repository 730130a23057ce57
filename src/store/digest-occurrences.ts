import type { Kysely, Selectable } from "kysely";
import type { Database } from "./tables.ts";

export type DigestOccurrence = Selectable<Database["digest_occurrences"]>;
export type OccurrenceKey = Pick<DigestOccurrence, "account_id" | "digest_id" | "occurrence">;

export interface NewOccurrence {
  readonly occurrence: string;
  readonly dueAt: Date;
  readonly state: "claimed" | "skipped";
  readonly reason: string | null;
}

/** Claims occurrences for composing, or records that they are skipped; whoever comes first decides. Returns its own. */
export async function claimOccurrences(
  db: Kysely<Database>,
  digest: { readonly accountId: string; readonly digestId: string },
  occurrences: readonly NewOccurrence[],
  by: { readonly name: string; readonly now: Date },
): Promise<DigestOccurrence[]> {
  if (occurrences.length === 0) return [];
  const rows = occurrences.map((one) => ({
    account_id: digest.accountId,
    digest_id: digest.digestId,
    occurrence: one.occurrence,
    due_at: one.dueAt,
    state: one.state,
    reason: one.reason,
    claimed_at: by.now,
    claimed_by: by.name,
  }));
  return await db
    .insertInto("digest_occurrences")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
}

export async function findOccurrence(
  db: Kysely<Database>,
  key: OccurrenceKey,
): Promise<DigestOccurrence | undefined> {
  return await db
    .selectFrom("digest_occurrences")
    .selectAll()
    .where((row) => row.and(only(key)))
    .executeTakeFirst();
}

/** Scheduled occurrences that are claimed and not composed: by a process at work, or one that died. */
export async function claimedOccurrences(
  db: Kysely<Database>,
  accountId: string,
): Promise<DigestOccurrence[]> {
  return await db
    .selectFrom("digest_occurrences")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("state", "=", "claimed")
    .where("occurrence", "not like", "at %")
    .orderBy("due_at")
    .execute();
}

export async function recordComposed(
  db: Kysely<Database>,
  key: OccurrenceKey,
  report: object,
): Promise<void> {
  await db
    .updateTable("digest_occurrences")
    .set({ state: "composed", report: JSON.stringify(report) })
    .where((row) => row.and(only(key)))
    .execute();
}

export async function recordNotComposed(
  db: Kysely<Database>,
  key: OccurrenceKey,
  state: "quiet" | "skipped",
  reason: string,
): Promise<void> {
  await db
    .updateTable("digest_occurrences")
    .set({ state, reason })
    .where((row) => row.and(only(key)))
    .execute();
}

function only(key: OccurrenceKey) {
  return { account_id: key.account_id, digest_id: key.digest_id, occurrence: key.occurrence };
}
