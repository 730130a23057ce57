import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

export interface DigestSchedule {
  readonly accountId: string;
  readonly digestId: string;
  readonly cron: string;
  readonly timezone: string;
}

/**
 * Until when the digest's occurrences were looked for. A new or changed schedule starts now: what it would have meant in
 * the past is not made up for. Keeps the row locked until the transaction ends.
 */
export async function lockSchedule(
  trx: Kysely<Database>,
  schedule: DigestSchedule,
  now: Date,
): Promise<Date> {
  const isSame = sql<boolean>`(digest_schedules.cron = excluded.cron and digest_schedules.timezone = excluded.timezone)`;
  const row = await trx
    .insertInto("digest_schedules")
    .values({
      account_id: schedule.accountId,
      digest_id: schedule.digestId,
      cron: schedule.cron,
      timezone: schedule.timezone,
      known_since: now,
      checked_until: now,
    })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "digest_id"]).doUpdateSet({
        cron: sql`excluded.cron`,
        timezone: sql`excluded.timezone`,
        known_since: sql`case when ${isSame} then digest_schedules.known_since else excluded.known_since end`,
        checked_until: sql`case when ${isSame} then digest_schedules.checked_until else excluded.checked_until end`,
      }),
    )
    .returning("checked_until")
    .executeTakeFirstOrThrow();
  return row.checked_until;
}

export async function markChecked(
  trx: Kysely<Database>,
  key: Pick<DigestSchedule, "accountId" | "digestId">,
  until: Date,
): Promise<void> {
  await trx
    .updateTable("digest_schedules")
    .set({ checked_until: sql`greatest(checked_until, ${until}::timestamptz)` })
    .where("account_id", "=", key.accountId)
    .where("digest_id", "=", key.digestId)
    .execute();
}

/** Forgets digests that are no longer configured, so that one that comes back starts anew. */
export async function forgetOtherSchedules(
  db: Kysely<Database>,
  accountId: string,
  digestIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom("digest_schedules")
    .where("account_id", "=", accountId)
    .where((row) => row.not(row("digest_id", "=", row.fn.any(sql<string[]>`${[...digestIds]}::text[]`))))
    .execute();
}
