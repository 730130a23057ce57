import type { Kysely } from "kysely";
import type { Database } from "./tables.ts";

export interface ChatDigest {
  readonly id: string;
  /** Unchecked: as it was stored. */
  readonly digest: object;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** The digests that were made in chat, the oldest first. */
export async function chatDigests(db: Kysely<Database>, accountId: string): Promise<readonly ChatDigest[]> {
  const rows = await db
    .selectFrom("chat_digests")
    .select(["digest_id as id", "digest", "made_by as madeBy", "made_at as madeAt"])
    .where("account_id", "=", accountId)
    .orderBy("made_at")
    .orderBy("digest_id")
    .execute();
  return rows;
}

export async function keepChatDigest(
  db: Kysely<Database>,
  accountId: string,
  { id, digest, madeBy, madeAt }: ChatDigest,
): Promise<void> {
  await db
    .insertInto("chat_digests")
    .values({
      account_id: accountId,
      digest_id: id,
      digest: JSON.stringify(digest),
      made_by: madeBy,
      made_at: madeAt,
    })
    .execute();
}

/** Removes a digest that was made in chat, with what channels have said of it. Returns whether it was there. */
export async function dropChatDigest(db: Kysely<Database>, accountId: string, id: string): Promise<boolean> {
  return await db.transaction().execute(async (trx) => {
    const of = { account_id: accountId, digest_id: id };
    await trx
      .deleteFrom("digest_places")
      .where((is) => is.and(of))
      .execute();
    const gone = await trx
      .deleteFrom("chat_digests")
      .where((is) => is.and(of))
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  });
}
