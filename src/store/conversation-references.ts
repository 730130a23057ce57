import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** How a platform can be reached for one conversation. What stands in it beside the target is the platform's own. */
interface StoredReference {
  readonly target: string;
  readonly serviceUrl: string;
  readonly tenantId?: string;
  readonly teamId?: string;
  readonly userId?: string;
  readonly directoryId?: string;
}

export interface ConversationReferences {
  find(target: string): Promise<StoredReference | undefined>;
  /** The personal chat of a user, by the platform's id of them. */
  personal(userId: string): Promise<StoredReference | undefined>;
  /** The personal chat of whoever is linked to the e-mail address, a link by hand before the platform's word. */
  personalOf(email: string): Promise<StoredReference | undefined>;
  save(reference: StoredReference): Promise<void>;
  remove(target: string): Promise<void>;
  removeTeam(teamId: string): Promise<readonly string[]>;
}

/** Keeps where a bot may post, one row a conversation. */
export function conversationReferences(
  db: Kysely<Database>,
  accountId: string,
  platform: string,
): ConversationReferences {
  const mine = { account_id: accountId, platform };
  const all = db
    .selectFrom("conversation_references")
    .select(["target", "reference"])
    .where("account_id", "=", accountId)
    .where("platform", "=", platform);
  return {
    async find(target) {
      return stored(await all.where("target", "=", target).executeTakeFirst());
    },
    async personal(userId) {
      const own = all.where(sql`reference ->> 'userId'`, "=", userId).orderBy("updated_at", "desc");
      return stored(await own.executeTakeFirst());
    },
    async personalOf(email) {
      const { rows } = await sql<{ target: string; reference: unknown }>`
        select r.target, r.reference
        from chat_links as l
        join conversation_references as r on r.account_id = l.account_id and r.platform = l.platform
          and l.user_id in (r.reference ->> 'directoryId', r.reference ->> 'userId')
        where l.account_id = ${accountId} and l.platform = ${platform} and lower(l.email) = lower(${email})
          and (l.how = 'manual' or l.checked_at is not null)
        order by (l.how = 'manual') desc, l.checked_at desc nulls last, r.updated_at desc
        limit 1
      `.execute(db);
      return stored(rows[0]);
    },
    async save({ target, ...rest }) {
      const reference = JSON.stringify(rest);
      await db
        .insertInto("conversation_references")
        .values({ ...mine, target, reference, updated_at: sql<Date>`now()` })
        .onConflict((conflict) =>
          conflict
            .columns(["account_id", "platform", "target"])
            .doUpdateSet({ reference, updated_at: sql<Date>`now()` }),
        )
        .execute();
    },
    async remove(target) {
      await db
        .deleteFrom("conversation_references")
        .where("account_id", "=", accountId)
        .where("platform", "=", platform)
        .where("target", "=", target)
        .execute();
    },
    async removeTeam(teamId) {
      const removed = await db
        .deleteFrom("conversation_references")
        .where("account_id", "=", accountId)
        .where("platform", "=", platform)
        .where(sql`reference ->> 'teamId'`, "=", teamId)
        .returning("target")
        .execute();
      return removed.map(({ target }) => target);
    },
  };
}

function stored(row: { target: string; reference: unknown } | undefined): StoredReference | undefined {
  return row ? { ...(row.reference as Omit<StoredReference, "target">), target: row.target } : undefined;
}
