import type { Kysely } from "kysely";
import type { Database } from "./tables.ts";

/** That somebody looked at another person's numbers. */
export interface LookUp {
  /** Whose numbers. */
  readonly agentId: string;
  readonly byName: string;
  readonly byEmail: string | null;
  /** In the words of the question: "csat by day, last week". */
  readonly what: string;
  readonly at: Date;
}

export async function insertLookUps(
  db: Kysely<Database>,
  accountId: string,
  lookUps: readonly LookUp[],
): Promise<void> {
  if (lookUps.length === 0) return;
  await db
    .insertInto("look_ups")
    .values(
      lookUps.map(({ agentId, byName, byEmail, what, at }) => ({
        account_id: accountId,
        agent_id: agentId,
        by_name: byName,
        by_email: byEmail,
        what,
        looked_up_at: at,
      })),
    )
    .execute();
}

/** The newest first. */
export async function selectLookUps(
  db: Kysely<Database>,
  accountId: string,
  agentId: string,
  limit: number,
): Promise<readonly LookUp[]> {
  const rows = await db
    .selectFrom("look_ups")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("agent_id", "=", agentId)
    .orderBy("looked_up_at", "desc")
    .orderBy("look_up_id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    agentId: row.agent_id,
    byName: row.by_name,
    byEmail: row.by_email,
    what: row.what,
    at: row.looked_up_at,
  }));
}
