import { type Kysely, sql } from "kysely";
import type { Database } from "../../src/store/tables.ts";

/** Whether nothing of a desk's alerts waits to be sent, or to be said in the place of what is not so any more. */
export async function isAtRest(db: Kysely<Database>, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from deliveries where account_id = ${accountId} and state in ('planned', 'sending')
    union all
    select from alert_posts as p
    join alert_episodes as e on e.account_id = p.account_id and e.episode_id = p.episode_id
    join deliveries as d on d.account_id = p.account_id and d.delivery_id = p.delivery_id
    where p.account_id = ${accountId} and p.no = 0 and p.shown_version < e.version and d.state = 'sent'
  `.execute(db);
  return rows.length === 0;
}
