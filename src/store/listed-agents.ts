import { type Kysely, type Selectable, sql } from "kysely";
import type { AgentRow, FactRows } from "../facts/rows.ts";
import type { FoldedFamily } from "./fact-folding.ts";
import type { PersonTable } from "./people-table-types.ts";
import type { Database } from "./tables.ts";

type Listed = Selectable<PersonTable>;

/**
 * Adds to the facts of agents what deskpulse.yaml says of them: the name, before what events say; e-mail address and
 * team, where events never said one. Such a team counts for all time.
 */
export async function withListedAgents(
  db: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
): Promise<readonly FoldedFamily[]> {
  const agents = families.filter(({ kind }) => kind === "agent");
  if (agents.length === 0) return families;
  const listed = await listedAmong(db, accountId, agents);
  if (listed.length === 0) return families;
  return families.map((family) => {
    const [agent] = family.kind === "agent" ? family.ids : [];
    const told = family.facts.agents[0];
    const person = agent === undefined ? undefined : personOf(agent, told?.email ?? null, listed);
    return agent === undefined || !person
      ? family
      : { ...family, facts: completed(family.facts, agent, person) };
  });
}

async function listedAmong(
  db: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
): Promise<readonly Listed[]> {
  const ids = families.flatMap((family) => family.ids);
  const emails = families.flatMap(({ facts }) => facts.agents.flatMap((agent) => agent.email ?? []));
  const { rows } = await sql<Listed>`
    select * from people
    where account_id = ${accountId} and (
      agent_id = any(${ids}::text[]) or (agent_id is null and email = any(${emails.map(normal)}::text[]))
    )
    order by email
  `.execute(db);
  return rows;
}

function personOf(agent: string, email: string | null, listed: readonly Listed[]): Listed | undefined {
  const byId = listed.find((person) => person.agent_id === agent);
  return (
    byId ?? listed.find((person) => person.agent_id === null && person.email === (email && normal(email)))
  );
}

function completed(facts: FactRows, agent: string, person: Listed): FactRows {
  const told: AgentRow = facts.agents[0] ?? { agent, name: null, email: null, isActive: true, leftAt: null };
  const team = { agent, team: person.team_id, validFrom: null, validTo: null };
  return {
    ...facts,
    agents: [{ ...told, name: person.name ?? told.name, email: told.email ?? person.email }],
    agentTeams: facts.agentTeams.length === 0 && person.team_id !== null ? [team] : facts.agentTeams,
  };
}

function normal(email: string): string {
  return email.trim().toLowerCase();
}
