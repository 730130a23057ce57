import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

export interface TargetKey {
  readonly accountId: string;
  readonly platform: string;
  readonly target: string;
}

/**
 * Takes the target's next turn, for all replicas together: the one after may not come within `intervalMs`.
 *
 * @returns undefined when it was taken, else when to ask again
 */
export async function takeTurn(
  db: Kysely<Database>,
  key: TargetKey,
  now: Date,
  intervalMs: number,
): Promise<Date | undefined> {
  const taken = await db
    .insertInto("target_pacing")
    .values({ ...columns(key), next_at: new Date(now.getTime() + intervalMs) })
    .onConflict((conflict) =>
      conflict
        .columns(["account_id", "platform", "target"])
        .doUpdateSet((row) => ({ next_at: row.ref("excluded.next_at") }))
        .where("target_pacing.next_at", "<=", now),
    )
    .returning("next_at")
    .executeTakeFirst();
  if (taken) return undefined;
  const row = await db
    .selectFrom("target_pacing")
    .select("next_at")
    .where((where) => where.and(columns(key)))
    .executeTakeFirst();
  return row?.next_at ?? now;
}

/** The platform asked to wait: nobody sends to the target before. */
export async function holdBack(db: Kysely<Database>, key: TargetKey, until: Date): Promise<void> {
  await db
    .insertInto("target_pacing")
    .values({ ...columns(key), next_at: until })
    .onConflict((conflict) =>
      conflict.columns(["account_id", "platform", "target"]).doUpdateSet({
        next_at: sql<Date>`greatest(target_pacing.next_at, excluded.next_at)`,
      }),
    )
    .execute();
}

function columns(key: TargetKey) {
  return { account_id: key.accountId, platform: key.platform, target: key.target };
}
