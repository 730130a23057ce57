import { type Kysely, sql } from "kysely";
import type { WaitEpisode } from "./alert-episodes.ts";
import type { Database } from "./tables.ts";

/** What is told of an episode besides its clock, as it is known now. */
export interface AlertDetails {
  readonly tags: readonly string[];
  /** Ordered in the conversation, one a currency. */
  readonly orders: readonly { readonly amount: number; readonly currency: string }[];
  /** What the customer has an appointment for: the next one, and how many there are; null for none. */
  readonly appointments: { readonly next: Date; readonly count: number } | null;
  /** What to call the assignee; null for nobody. */
  readonly agentName: string | null;
  /** null where the assignee's presence was never told. */
  readonly isOnShift: boolean | null;
}

/** In one statement, since it is asked for every alert that is opened. */
export async function alertDetails(
  db: Kysely<Database>,
  { account_id, conversation_id, agent_id }: WaitEpisode,
  now: Date,
): Promise<AlertDetails> {
  const { rows } = await sql<{
    tags: readonly string[] | null;
    orders: AlertDetails["orders"];
    next: Date | null;
    count: number;
    agent: string | null;
    online: boolean | null;
  }>`
    -- By its clocks, since these are found by the conversation's name.
    with conversation as (
      select subject, tags, customer_id from sla_clocks
      where account_id = ${account_id} and conversation_id = ${conversation_id} limit 1
    )
    select (select tags from conversation) as tags,
      (select coalesce(json_agg(json_build_object('amount', amount, 'currency', currency)), '[]') from (
        select sum(o.amount)::float8 as amount, o.currency from conversation as c
        join orders as o on o.account_id = ${account_id} and o.subject = c.subject
        where o.conversation_id = ${conversation_id} group by o.currency order by o.currency
      ) as sums) as orders,
      a.next, a.count,
      (select name from agents where account_id = ${account_id} and agent_id = ${agent_id}) as agent,
      (select state = 'online' and valid_to is null from presences
        where account_id = ${account_id} and agent_id = ${agent_id}
        order by valid_from desc, no desc limit 1) as online
    from (
      select min(a.starts_at) as next, count(*) as count from conversation as c
      join appointments as a on a.account_id = ${account_id} and a.contact_id = c.customer_id
      where a.starts_at > ${now} and a.status <> 'cancelled'
    ) as a
  `.execute(db);
  const { tags, orders = [], next, count = 0, agent, online } = rows[0] ?? {};
  return {
    tags: tags ?? [],
    orders,
    appointments: next ? { next, count } : null,
    agentName: agent ?? agent_id,
    isOnShift: online ?? null,
  };
}

/** Whether agents were online when last heard of; those of whom nothing was ever told are not in it. */
export async function onShift(
  db: Kysely<Database>,
  accountId: string,
  agents: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await sql<{ agent: string; online: boolean }>`
    select distinct on (agent_id) agent_id as agent, state = 'online' and valid_to is null as online
    from presences where account_id = ${accountId} and agent_id = any(${agents}::text[])
    order by agent_id, valid_from desc, no desc
  `.execute(db);
  return new Map(rows.map(({ agent, online }) => [agent, online]));
}
