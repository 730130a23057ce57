import type { Kysely } from "kysely";
import type { Database } from "./tables.ts";

/** What to call each agent that events have named, by agent id. */
export async function agentNames(
  db: Kysely<Database>,
  accountId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("agents")
    .select(["agent_id", "name"])
    .where("account_id", "=", accountId)
    .where("name", "is not", null)
    .execute();
  return new Map(rows.flatMap((row) => (row.name ? [[row.agent_id, row.name] as const] : [])));
}
