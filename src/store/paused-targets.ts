import type { Kysely } from "kysely";
import type { TargetKey } from "./delivery-pacing.ts";
import type { Database } from "./tables.ts";

/** Nothing is sent to a target that is gone for good until it is resumed. */
export async function pauseTarget(
  db: Kysely<Database>,
  key: TargetKey,
  reason: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto("paused_targets")
    .values({ ...columns(key), reason, paused_at: now })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "platform", "target"]).doUpdateSet({ reason, paused_at: now }),
    )
    .execute();
}

/** Why the target is paused, or undefined. */
export async function pauseOf(db: Kysely<Database>, key: TargetKey): Promise<string | undefined> {
  const row = await db
    .selectFrom("paused_targets")
    .select("reason")
    .where((where) => where.and(columns(key)))
    .executeTakeFirst();
  return row?.reason;
}

export async function resumeTarget(db: Kysely<Database>, key: TargetKey): Promise<void> {
  await db
    .deleteFrom("paused_targets")
    .where((where) => where.and(columns(key)))
    .execute();
}

/** Pauses every one of these targets that is not paused already, for a reason that they share. */
export async function pauseTargets(
  db: Kysely<Database>,
  keys: readonly TargetKey[],
  reason: string,
  now: Date,
): Promise<void> {
  if (keys.length === 0) return;
  await db
    .insertInto("paused_targets")
    .values(keys.map((key) => ({ ...columns(key), reason, paused_at: now })))
    .onConflict((conflict) => conflict.columns(["account_id", "platform", "target"]).doNothing())
    .execute();
}

/** Resumes what was paused for the reason. Returns how many. */
export async function resumeTargets(
  db: Kysely<Database>,
  { accountId, platform }: Omit<TargetKey, "target">,
  reason: string,
): Promise<number> {
  const resumed = await db
    .deleteFrom("paused_targets")
    .where((where) => where.and({ account_id: accountId, platform, reason }))
    .executeTakeFirst();
  return Number(resumed.numDeletedRows);
}

function columns(key: TargetKey) {
  return { account_id: key.accountId, platform: key.platform, target: key.target };
}
