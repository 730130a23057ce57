import { type Kysely, sql } from "kysely";
import type { WaitEpisode } from "./alert-episodes.ts";
import type { Database } from "./tables.ts";

/** What is told of an episode besides its clock, as it is known now. */
export interface AlertDetails {
  readonly tags: readonly string[];
  /** Ordered in the conversation, one a currency. */
  readonly orders: readonly { readonly amount: number; readonly currency: string }[];
  /** What to call the assignee; null for nobody. */
  readonly agentName: string | null;
  /** null where the assignee's presence was never told. */
  readonly isOnShift: boolean | null;
}

export async function alertDetails(
  db: Kysely<Database>,
  { account_id, conversation_id, agent_id }: WaitEpisode,
): Promise<AlertDetails> {
  // By its clocks, since these are found by the conversation's name.
  const conversation = await db
    .selectFrom("sla_clocks")
    .select(["subject", "tags"])
    .where("account_id", "=", account_id)
    .where("conversation_id", "=", conversation_id)
    .limit(1)
    .executeTakeFirst();
  const { rows: orders } = await sql<{ amount: number; currency: string }>`
    select sum(amount)::float8 as amount, currency from orders
    where account_id = ${account_id} and subject = ${conversation?.subject ?? null}
      and conversation_id = ${conversation_id}
    group by currency order by currency
  `.execute(db);
  const presence = agent_id === null ? new Map<string, boolean>() : await onShift(db, account_id, [agent_id]);
  const agent =
    agent_id === null
      ? undefined
      : await db
          .selectFrom("agents")
          .select("name")
          .where("account_id", "=", account_id)
          .where("agent_id", "=", agent_id)
          .executeTakeFirst();
  return {
    tags: conversation?.tags ?? [],
    orders,
    agentName: agent_id === null ? null : (agent?.name ?? agent_id),
    isOnShift: agent_id === null ? null : (presence.get(agent_id) ?? null),
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
