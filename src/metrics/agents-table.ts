import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Period } from "../calendar/period.ts";
import { elapsedPart } from "../calendar/previous-period.ts";
import type { Database } from "../store/tables.ts";
import type { AgentFigures } from "./agent-figures.ts";
import { parseAgentColumn, sortAgents } from "./sort-agents.ts";

export interface AgentsQuery {
  readonly accountId: string;
  readonly period: Period;
  /** A period that still runs is counted up to here. */
  readonly now: Date;
  /** Only what was done in one of these teams, and who was in one of them in the period. */
  readonly teams?: readonly string[] | undefined;
}

/**
 * What each agent did in a period, by name: all who did something, and besides all active agents, with zeros. Messages
 * count at their sending, waits at the reply that ends them, conversations at their closing, for whom the KPIs credit.
 * Bots are no agents, and merged and discarded conversations have no facts.
 */
export async function agentsTable(
  db: Kysely<Database>,
  query: AgentsQuery,
): Promise<readonly AgentFigures[]> {
  const { rows } = await statement(query).execute(db);
  const agents = rows.map(({ averageResponseMs, ...row }) => ({
    ...row,
    averageResponseTime: averageResponseMs === null ? null : Number(averageResponseMs) / 1000,
  }));
  return sortAgents(agents, parseAgentColumn("name"));
}

/** The average is a numeric, which arrives as text. */
type Row = Omit<AgentFigures, "averageResponseTime"> & { readonly averageResponseMs: string | null };

function statement(query: AgentsQuery): RawBuilder<Row> {
  const { accountId } = query;
  return sql<Row>`
with ${doings(query)},
listed as (
  select agent_id from written union select agent_id from answered union select agent_id from closed
  union select agent_id from requested union ${activeAgents(query)}
), signs as (
  select agent_id, at from messages where account_id = ${accountId} and direction in ('sent', 'note')
  union all
  select agent_id, valid_from from presences where account_id = ${accountId}
), seen as (
  select agent_id, max(at) as last_seen from signs group by agent_id
)
select listed.agent_id as "agent", a.name,
  coalesce(messages_sent, 0) as "messagesSent",
  coalesce(payment_requests_sent, 0) as "paymentRequestsSent",
  coalesce(videos_sent, 0) as "videosSent",
  coalesce(videos_sent_in_notes, 0) as "videosSentInNotes",
  coalesce(images_sent, 0) as "imagesSent",
  coalesce(images_sent_in_notes, 0) as "imagesSentInNotes",
  average_response_ms as "averageResponseMs",
  coalesce(closed_conversations, 0) as "closedConversations",
  last_seen as "lastSeen"
from listed
left join written using (agent_id)
left join answered using (agent_id)
left join closed using (agent_id)
left join requested using (agent_id)
left join seen using (agent_id)
left join agents as a on a.account_id = ${accountId} and a.agent_id = listed.agent_id`;
}

/** What was done in the period, by agent. */
function doings(query: AgentsQuery): RawBuilder<unknown> {
  return sql`written as (
  select f.agent_id,
    count(*) filter (where f.direction = 'sent') as messages_sent,
    sum(f.videos) filter (where f.direction = 'sent') as videos_sent,
    sum(f.videos) filter (where f.direction = 'note') as videos_sent_in_notes,
    sum(f.images) filter (where f.direction = 'sent') as images_sent,
    sum(f.images) filter (where f.direction = 'note') as images_sent_in_notes
  ${rowsOf("messages", "at", query)} and f.direction in ('sent', 'note')
  group by f.agent_id
), answered as (
  select f.agent_id, avg(f.wait_ms) as average_response_ms
  ${rowsOf("turns", "ended_at", query)} and f.ending = 'replied'
  group by f.agent_id
), closed as (
  select f.agent_id, count(*) as closed_conversations
  ${rowsOf("closings", "at", query)}
  group by f.agent_id
), requested as (
  select f.agent_id, count(*) as payment_requests_sent
  ${rowsOf("payments", "at", query)} and f.kind = 'requested'
  group by f.agent_id
)`;
}

type Doing = "messages" | "turns" | "closings" | "payments";

/** Of an agent's teams, as of every fact's, the one at that moment counts, and before the conversation's. */
function rowsOf(table: Doing, time: string, { accountId, period, now, teams }: AgentsQuery) {
  const at = sql.ref(`f.${time}`);
  const { from, to } = elapsedPart(period, now);
  const within = sql`f.account_id = ${accountId} and f.agent_id is not null and ${at} >= ${from} and ${at} < ${to}`;
  if (!teams) return sql`from ${sql.table(table)} as f where ${within}`;
  return sql`from ${sql.table(table)} as f
  left join agent_teams as m on m.account_id = f.account_id and m.agent_id = f.agent_id
    and m.valid_from <= ${at} and ${at} < m.valid_to
  where ${within} and coalesce(m.team_id, f.team_id) = any(${teams}::text[])`;
}

function activeAgents({ accountId, period, teams }: AgentsQuery): RawBuilder<unknown> {
  const active = sql`select agent_id from agents where account_id = ${accountId} and is_active`;
  if (!teams) return active;
  return sql`${active} and agent_id in (
    select agent_id from agent_teams where account_id = ${accountId} and team_id = any(${teams}::text[])
      and valid_from < ${period.to} and valid_to > ${period.from}
  )`;
}
