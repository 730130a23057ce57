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

function columns(key: TargetKey) {
  return { account_id: key.accountId, platform: key.platform, target: key.target };
}
