import type { Kysely, Selectable } from "kysely";
import type { ChatLinkTable } from "./people-table-types.ts";
import type { Database } from "./tables.ts";

export type ChatLink = Selectable<ChatLinkTable>;

/** What tells a chat user from all others. */
export type ChatUserKey = Pick<ChatLink, "platform" | "tenant" | "user_id">;

export async function findChatLink(
  db: Kysely<Database>,
  accountId: string,
  key: ChatUserKey,
): Promise<ChatLink | undefined> {
  return await db
    .selectFrom("chat_links")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("platform", "=", key.platform)
    .where("tenant", "=", key.tenant)
    .where("user_id", "=", key.user_id)
    .executeTakeFirst();
}

/** Everybody who was ever seen or linked, by platform. */
export async function listChatLinks(
  db: Kysely<Database>,
  accountId: string,
  platform?: string,
): Promise<readonly ChatLink[]> {
  return await db
    .selectFrom("chat_links")
    .selectAll()
    .where("account_id", "=", accountId)
    .$if(platform !== undefined, (query) => query.where("platform", "=", platform ?? ""))
    .orderBy("platform")
    .orderBy("tenant")
    .orderBy("user_id")
    .execute();
}

/** The user of a platform whom somebody linked to an e-mail address by hand; of several the last one. */
export async function userLinkedTo(
  db: Kysely<Database>,
  accountId: string,
  platform: string,
  email: string,
): Promise<string | undefined> {
  const link = await db
    .selectFrom("chat_links")
    .select("user_id")
    .where((is) => is.and({ account_id: accountId, platform, how: "manual" }))
    .where((is) => is(is.fn<string>("lower", ["email"]), "=", email.toLowerCase()))
    .orderBy("linked_at", "desc")
    .executeTakeFirst();
  return link?.user_id;
}

/** Whether somebody said by hand that a user is not who has the address: another, or nobody who may see anything. */
export async function isLinkedElsewhere(
  db: Kysely<Database>,
  accountId: string,
  { platform, user_id }: Pick<ChatUserKey, "platform" | "user_id">,
  email: string,
): Promise<boolean> {
  const links = await db
    .selectFrom("chat_links")
    .select("email")
    .where((is) => is.and({ account_id: accountId, platform, user_id, how: "manual" }))
    .where("agent_id", "is", null)
    .execute();
  return links.some((link) => link.email?.toLowerCase() !== email.toLowerCase());
}

/** Stores or replaces the link by hand. What the platform told of the user stays. */
export async function linkByHand(
  db: Kysely<Database>,
  accountId: string,
  key: ChatUserKey,
  to: Pick<ChatLink, "email" | "agent_id"> & { readonly linked_by: string; readonly linked_at: Date },
): Promise<void> {
  const link = { how: "manual", ...to } as const;
  await db
    .insertInto("chat_links")
    .values({
      account_id: accountId,
      ...key,
      ...link,
      name: null,
      locale: null,
      timezone: null,
      checked_at: null,
    })
    .onConflict((on) => on.columns(["account_id", "platform", "tenant", "user_id"]).doUpdateSet(link))
    .execute();
}

/** What a platform told of its user. */
export interface ToldOfUser extends Pick<ChatLink, "email" | "name" | "locale" | "timezone"> {
  readonly checked_at: Date;
}

/** Remembers what the platform told. A link by hand keeps whom it names. */
export async function rememberChatUser(
  db: Kysely<Database>,
  accountId: string,
  key: ChatUserKey,
  told: ToldOfUser,
): Promise<void> {
  const { email, ...profile } = told;
  await db
    .insertInto("chat_links")
    .values({
      account_id: accountId,
      ...key,
      how: "email",
      email,
      agent_id: null,
      linked_at: told.checked_at,
      linked_by: null,
      ...profile,
    })
    .onConflict((on) =>
      on.columns(["account_id", "platform", "tenant", "user_id"]).doUpdateSet((is) => ({
        ...profile,
        email: is
          .case()
          .when("chat_links.how", "=", "manual")
          .then(is.ref("chat_links.email"))
          .else(is.ref("excluded.email"))
          .end(),
        linked_at: is
          .case()
          .when(
            is.or([
              is("chat_links.how", "=", "manual"),
              is("chat_links.email", "is not distinct from", is.ref("excluded.email")),
            ]),
          )
          .then(is.ref("chat_links.linked_at"))
          .else(is.ref("excluded.linked_at"))
          .end(),
      })),
    )
    .execute();
}

/** The platform no longer vouches for this user: what it told before counts no more. */
export async function distrustChatUser(
  db: Kysely<Database>,
  accountId: string,
  key: ChatUserKey,
): Promise<void> {
  await db
    .updateTable("chat_links")
    .set({ checked_at: null })
    .where("account_id", "=", accountId)
    .where("platform", "=", key.platform)
    .where("tenant", "=", key.tenant)
    .where("user_id", "=", key.user_id)
    .execute();
}

/**
 * Forgets a link, so that the e-mail address decides anew.
 *
 * @returns whether there was one
 */
export async function forgetChatLink(
  db: Kysely<Database>,
  accountId: string,
  key: ChatUserKey,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("chat_links")
    .where("account_id", "=", accountId)
    .where("platform", "=", key.platform)
    .where("tenant", "=", key.tenant)
    .where("user_id", "=", key.user_id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
