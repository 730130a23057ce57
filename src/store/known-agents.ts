import type { Kysely } from "kysely";
import type { Database } from "./tables.ts";

/** An agent as events tell of him, and deskpulse.yaml where they said nothing. */
export interface KnownAgent {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly isActive: boolean;
  /** Where he is now. */
  readonly team: string | null;
  /** Whether anything was ever said of his team; null is "no team" then. */
  readonly hasTeamHistory: boolean;
}

/** Everybody who has a row among the agents, by id. */
export async function knownAgents(db: Kysely<Database>, accountId: string): Promise<readonly KnownAgent[]> {
  const rows = await db
    .selectFrom("agents as a")
    .leftJoin("agent_teams as m", (join) =>
      join
        .onRef("m.account_id", "=", "a.account_id")
        .onRef("m.agent_id", "=", "a.agent_id")
        .on((is) => is("m.valid_to", "=", is.cast<Date>(is.val("infinity"), "timestamptz"))),
    )
    .select(["a.agent_id", "a.name", "a.email", "a.is_active", "m.team_id", "m.agent_id as told"])
    .where("a.account_id", "=", accountId)
    .orderBy("a.agent_id")
    .execute();
  return rows.map((row) => ({
    id: row.agent_id,
    name: row.name,
    email: row.email,
    isActive: row.is_active,
    team: row.team_id,
    hasTeamHistory: row.told !== null,
  }));
}
