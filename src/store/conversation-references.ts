import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** How a platform can be reached for one conversation. What stands in it beside the target is the platform's own. */
interface StoredReference {
  readonly target: string;
  readonly serviceUrl: string;
  readonly tenantId?: string;
  readonly teamId?: string;
}

export interface ConversationReferences {
  find(target: string): Promise<StoredReference | undefined>;
  save(reference: StoredReference): Promise<void>;
  remove(target: string): Promise<void>;
  removeTeam(teamId: string): Promise<void>;
}

/** Keeps where a bot may post, one row a conversation. */
export function conversationReferences(
  db: Kysely<Database>,
  accountId: string,
  platform: string,
): ConversationReferences {
  const mine = { account_id: accountId, platform };
  return {
    async find(target) {
      const row = await db
        .selectFrom("conversation_references")
        .select("reference")
        .where("account_id", "=", accountId)
        .where("platform", "=", platform)
        .where("target", "=", target)
        .executeTakeFirst();
      return row ? { ...(row.reference as Omit<StoredReference, "target">), target } : undefined;
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
      await db
        .deleteFrom("conversation_references")
        .where("account_id", "=", accountId)
        .where("platform", "=", platform)
        .where(sql`reference ->> 'teamId'`, "=", teamId)
        .execute();
    },
  };
}
