import type { Kysely } from "kysely";
import { type DeskConfig, Digest } from "../config/desk-config.ts";
import { chatDigests } from "../store/chat-digests.ts";
import type { Database } from "../store/tables.ts";

/** A digest that is sent, and where it comes from. */
export interface KnownDigest {
  readonly digest: Digest;
  /** Who made it in chat, and when; null for one of deskpulse.yaml. */
  readonly madeInChat: { readonly by: string; readonly at: Date } | null;
}

/**
 * The digests of deskpulse.yaml, and after them those that were made in chat. One of the file takes the place of one
 * from chat with the same id; one from chat that is no longer understood is left out.
 */
export async function knownDigests(
  db: Kysely<Database>,
  accountId: string,
  config: Pick<DeskConfig, "digests">,
): Promise<readonly KnownDigest[]> {
  const written = new Set(config.digests.map(({ id }) => id));
  const made = await chatDigests(db, accountId);
  return [
    ...config.digests.map((digest) => ({ digest, madeInChat: null })),
    ...made.flatMap(({ id, digest, madeBy, madeAt }) => {
      const parsed = Digest.safeParse(digest);
      if (!parsed.success || written.has(id)) return [];
      return [{ digest: { ...parsed.data, id }, madeInChat: { by: madeBy, at: madeAt } }];
    }),
  ];
}
