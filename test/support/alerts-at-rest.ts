import type { Kysely } from "kysely";
import { duePosts } from "../../src/store/alert-due-posts.ts";
import type { Database } from "../../src/store/tables.ts";

const EVER = new Date("2100-01-01T00:00:00Z");

/** Whether nothing of a desk's alerts waits to be sent, to be said in the place of what is not so any more, or for a thread. */
export async function isAtRest(db: Kysely<Database>, accountId: string): Promise<boolean> {
  const pending = await db
    .selectFrom("deliveries")
    .select("delivery_id")
    .where("account_id", "=", accountId)
    .where("state", "in", ["planned", "sending"])
    .limit(1)
    .execute();
  return pending.length === 0 && (await duePosts(db, accountId, EVER, 1)).length === 0;
}
