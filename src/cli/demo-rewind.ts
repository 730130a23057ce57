import { type Kysely, sql } from "kysely";
import { LIVE } from "../demo/live-traffic.ts";
import type { Database } from "../store/tables.ts";

/** What the watch over promises and the ledger hold; each has an account. */
const TABLES = [
  "alert_episodes",
  "alert_history",
  "alert_posts",
  "alert_storms",
  "alert_storm_members",
  "alert_watches",
  "kpi_alert_states",
  "deliveries",
  "target_pacing",
] as const satisfies readonly (keyof Database)[];

/**
 * Takes back what happened at the sample desk while somebody watched, so that it begins at its moment again. Its facts
 * are to be folded afterwards.
 */
export async function rewindDemo(db: Kysely<Database>, accountId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const table of TABLES)
      await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(trx);
    await sql`
      with gone as (
        delete from events where account_id = ${accountId} and starts_with(event_id, ${LIVE})
        returning subject_kind, subject_id
      )
      insert into changed_subjects (account_id, subject_kind, subject_id)
      select distinct ${accountId}, subject_kind, subject_id from gone
    `.execute(trx);
    await sql`delete from event_keys where account_id = ${accountId} and starts_with(event_id, ${LIVE})`.execute(
      trx,
    );
    await sql`
      update watermarks as w set newest_event_at = e.at
      from (select max(occurred_at) as at from events where account_id = ${accountId}) as e
      where w.account_id = ${accountId} and e.at is not null
    `.execute(trx);
  });
}
