import { type Kysely, sql } from "kysely";
import type { Database } from "../../src/store/tables.ts";

/**
 * Puts running clocks of first responses into the facts, by chat or e-mail, with the moments of their breaches: the
 * first is due then, the others follow at equal distances within `spreadMs`.
 */
export async function startClocks(
  db: Kysely<Database>,
  accountId: string,
  clocks: { readonly policy: string; readonly count: number; readonly from: Date; readonly spreadMs: number },
): Promise<void> {
  const { policy, count, from, spreadMs } = clocks;
  await sql`
    with clocks as (
      select 'c' || i as id, (array['chat', 'email'])[1 + i % 2] as channel,
        date_trunc('milliseconds', ${from}::timestamptz + i * ${spreadMs / count}::float8 * interval '1 ms') as due_at
      from generate_series(0, ${count - 1}::int) as i
    ), moments as (
      insert into sla_moments (account_id, subject, no, conversation_id, clock_no, target, of_no, policy, kind, at)
      select ${accountId}, 'conversation/' || id, 1, id, 1, 'first-response', 1, ${policy}, 'breach', due_at from clocks
    )
    insert into sla_clocks (account_id, subject, no, conversation_id, channel, topic, kind, of_no, policy,
      policy_version, target_ms, carried_ms, started_at, due_at, warn_at, paused_ms)
    select ${accountId}, 'conversation/' || id, 1, id, channel, 'outage', 'first-response', 1, ${policy},
      'v1', 1800000, 0, due_at - interval '30 min', due_at, '{}', 0
    from clocks
  `.execute(db);
}
