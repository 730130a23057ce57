import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** A secret the process makes for itself, once: 32 random bytes in hexadecimal, the same for every replica. */
export async function processSecret(db: Kysely<Database>, accountId: string, name: string): Promise<string> {
  await db
    .insertInto("secrets")
    .values({ account_id: accountId, name, value: randomBytes(32).toString("hex"), created_at: sql`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom("secrets")
    .select("value")
    .where("account_id", "=", accountId)
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return value;
}
