import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** The team an agent was in at an instant; null for none. */
export type AgentTeams = (agent: string, at: Date) => string | null;

/** Who was in which team when. */
export async function agentTeams(db: Kysely<Database>, accountId: string): Promise<AgentTeams> {
  const { rows } = await sql<{ agent: string; team: string | null; from: number; to: number }>`
    select agent_id as agent, team_id as team, extract(epoch from valid_from)::float8 as from,
      extract(epoch from valid_to)::float8 as to
    from agent_teams where account_id = ${accountId}
  `.execute(db);
  const byAgent = Map.groupBy(rows, ({ agent }) => agent);
  return (agent, at) => {
    const seconds = at.getTime() / 1000;
    return byAgent.get(agent)?.find(({ from, to }) => from <= seconds && seconds < to)?.team ?? null;
  };
}
