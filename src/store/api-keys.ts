import type { Kysely, Selectable } from "kysely";
import { newKeyText } from "./api-key-text.ts";
import type { Database } from "./tables.ts";

export type ApiKey = Selectable<Database["api_keys"]>;

export interface NewApiKey {
  readonly name: string;
  readonly source: string | null;
  readonly expiresAt: Date | null;
  /** Events a second; null: the default. */
  readonly ratePerSecond: number | null;
}

/** Makes a key. Its text is given here once and kept nowhere. */
export async function createApiKey(
  db: Kysely<Database>,
  accountId: string,
  { name, source, expiresAt, ratePerSecond }: NewApiKey,
  now: Date,
): Promise<{ readonly text: string; readonly key: ApiKey }> {
  const { text, keyId, secretHash } = newKeyText();
  const key = await db
    .insertInto("api_keys")
    .values({
      account_id: accountId,
      key_id: keyId,
      name,
      source,
      secret_hash: secretHash,
      rate_per_second: ratePerSecond,
      created_at: now,
      expires_at: expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { text, key };
}

/** All keys of an account, the oldest first, revoked ones too. */
export async function listApiKeys(db: Kysely<Database>, accountId: string): Promise<ApiKey[]> {
  return await db
    .selectFrom("api_keys")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("created_at")
    .orderBy("key_id")
    .execute();
}

/** For good; a second time changes nothing. False when there is no such key. */
export async function revokeApiKey(
  db: Kysely<Database>,
  accountId: string,
  keyId: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable("api_keys")
    .set((key) => ({ revoked_at: key.fn.coalesce("revoked_at", key.val(now)) }))
    .where("account_id", "=", accountId)
    .where("key_id", "=", keyId)
    .returning("key_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The key of this id, whatever its account: a key says whose desk it is for. */
export async function findApiKey(db: Kysely<Database>, keyId: string): Promise<ApiKey | undefined> {
  return await db.selectFrom("api_keys").selectAll().where("key_id", "=", keyId).executeTakeFirst();
}

export async function noteApiKeyUse(
  db: Kysely<Database>,
  key: Pick<ApiKey, "account_id" | "key_id">,
  at: Date,
): Promise<void> {
  await db
    .updateTable("api_keys")
    .set({ last_used_at: at })
    .where("account_id", "=", key.account_id)
    .where("key_id", "=", key.key_id)
    .execute();
}
