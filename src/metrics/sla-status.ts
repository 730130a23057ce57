import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../store/tables.ts";

/** Which clocks are asked for: any of the values of each. */
export interface SlaStatusFilters {
  readonly teams?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
  readonly policies?: readonly string[] | undefined;
  readonly priorities?: readonly string[] | undefined;
  /** At most so many clocks, those that are due first; the counts are of all. Default 100. */
  readonly limit?: number | undefined;
}

/** A breached one is still waited for. At risk: past a warning point. */
export type SlaState = "breached" | "at-risk" | "running" | "paused";

/** A clock that has not been stopped. */
export interface RunningClock {
  readonly conversation: string;
  readonly target: "first-response" | "next-response" | "resolution";
  readonly state: SlaState;
  readonly policy: string;
  readonly priority: string | null;
  readonly channel: string | null;
  /** The agent's own, else the conversation's. */
  readonly team: string | null;
  /** The assignee. */
  readonly agent: string | null;
  readonly startedAt: Date;
  /** null while it is paused. */
  readonly dueAt: Date | null;
  /** Until it is due, negative past that; of a paused one the working time that it has left. */
  readonly remainingSeconds: number | null;
}

export interface SlaStatus {
  readonly at: Date;
  readonly counts: Readonly<Record<SlaState, number>>;
  /** The most overdue first, then as they come due, those without a due time last. */
  readonly clocks: readonly RunningClock[];
}

/**
 * The SLA clocks that run at a moment: who waits, and until when an answer was promised.
 *
 * @param now what is past its due time, or past a warning
 */
export async function slaStatus(
  db: Kysely<Database>,
  accountId: string,
  filters: SlaStatusFilters,
  now: Date,
): Promise<SlaStatus> {
  const running = runningClocks(accountId, filters, now);
  const { rows: counted } = await sql<{ state: SlaState; count: number }>`
    select state, count(*) as count from (${running}) as running group by state
  `.execute(db);
  const { rows: clocks } = await sql<RunningClock>`
    select * from (${running}) as running
    order by "dueAt" nulls last, "startedAt", conversation, target limit ${filters.limit ?? 100}
  `.execute(db);
  const count = (state: SlaState) => counted.find((row) => row.state === state)?.count ?? 0;
  return {
    at: now,
    counts: {
      breached: count("breached"),
      "at-risk": count("at-risk"),
      running: count("running"),
      paused: count("paused"),
    },
    clocks,
  };
}

function runningClocks(accountId: string, filters: SlaStatusFilters, now: Date): RawBuilder<unknown> {
  const team = sql`coalesce(m.team_id, f.team_id)`;
  return sql`
    select f.conversation_id as conversation, f.kind as target,
      case when f.paused_at is not null then 'paused'
        when f.due_at < ${now} then 'breached'
        when f.warn_at[1] <= ${now} then 'at-risk'
        else 'running' end as state,
      f.policy, f.priority, f.channel, ${team} as team, f.agent_id as agent,
      f.started_at as "startedAt", f.due_at as "dueAt",
      case when f.paused_at is not null then (f.target_ms - f.worked_ms) / 1000.0::float8
        else extract(epoch from f.due_at - ${now}::timestamptz)::float8 end as "remainingSeconds"
    from sla_clocks as f
    left join agent_teams as m on m.account_id = f.account_id and m.agent_id = f.agent_id
      and m.valid_from <= ${now} and ${now} < m.valid_to
    where f.account_id = ${accountId} and f.ending is null and f.started_at <= ${now}
      ${anyOf(team, filters.teams)} ${anyOf(sql`f.channel`, filters.channels)}
      ${anyOf(sql`f.agent_id`, filters.agents)} ${anyOf(sql`f.policy`, filters.policies)}
      ${anyOf(sql`f.priority`, filters.priorities)}`;
}

function anyOf(column: RawBuilder<unknown>, values: readonly string[] | undefined): RawBuilder<unknown> {
  return values ? sql`and ${column} = any(${values}::text[])` : sql``;
}
