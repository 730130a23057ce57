import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "./tables.ts";

/** A customer who waits for a reply. */
export interface WaitingTurn {
  readonly conversation: string;
  readonly startedAt: Date;
  readonly channel: string | null;
  readonly priority: string | null;
  /** The assignee. */
  readonly agent: string | null;
  /** The agent's own, else the conversation's. */
  readonly team: string | null;
}

export interface WaitingFilters {
  readonly teams?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly priorities?: readonly string[] | undefined;
}

/** Who waits at a moment, the longest first: at most so many of them, and how many there are in all. */
export async function waitingTurns(
  db: Kysely<Database>,
  accountId: string,
  filters: WaitingFilters,
  now: Date,
  limit: number,
): Promise<{ readonly total: number; readonly turns: readonly WaitingTurn[] }> {
  const team = sql`coalesce(m.team_id, c.team_id)`;
  const { rows } = await sql<WaitingTurn & { total: number }>`
    select f.conversation_id as conversation, f.started_at as "startedAt", f.channel, f.priority,
      c.agent_id as agent, ${team} as team, count(*) over () as total
    from turns as f
    join conversations as c on c.account_id = f.account_id and c.subject = f.subject
    left join agent_teams as m on m.account_id = c.account_id and m.agent_id = c.agent_id and m.valid_to = 'infinity'
    where f.account_id = ${accountId} and f.ended_at is null and f.started_at <= ${now}
      and c.status not in ('merged', 'discarded') and f.conversation_id is not null
      ${anyOf(team, filters.teams)} ${anyOf(sql`c.agent_id`, filters.agents)}
      ${anyOf(sql`f.channel`, filters.channels)} ${anyOf(sql`f.priority`, filters.priorities)}
    order by f.started_at, f.conversation_id limit ${limit}
  `.execute(db);
  return { total: rows[0]?.total ?? 0, turns: rows.map(({ total: _total, ...turn }) => turn) };
}

function anyOf(column: RawBuilder<unknown>, values: readonly string[] | undefined): RawBuilder<unknown> {
  return values ? sql`and ${column} = any(${values}::text[])` : sql``;
}
