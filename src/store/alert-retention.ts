import { type Kysely, sql } from "kysely";
import type { Database } from "./tables.ts";

/** How much of old alerts was dropped, in rows. */
export interface DroppedAlerts {
  readonly posts: number;
  readonly history: number;
  readonly memberships: number;
}

/**
 * Drops what nobody asks of alerts that are long over: where their messages stand and what the ledger knows of these, what
 * happened to them, and which message told of them among many. One that is opened again is promised anew. The alerts stay, since KPIs count them. A message for many that is still brought up to
 * date keeps all it tells of.
 *
 * @param cutoff alerts that ended before it
 */
export async function dropOldAlerts(
  db: Kysely<Database>,
  accountId: string,
  cutoff: Date,
): Promise<DroppedAlerts> {
  const old = sql`select from alert_episodes as e
    where e.account_id = d.account_id and e.episode_id = d.episode_id and e.ended_at < ${cutoff}`;
  const dropped = async (table: string, and = sql``) => {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} as d where d.account_id = ${accountId} and exists (${old}) ${and}
    `.execute(db);
    return Number(numAffectedRows);
  };
  const isCurrent = sql`select from alert_storms as s
    where s.account_id = d.account_id and s.storm_id = d.storm_id and s.settled_at is null`;
  const { rows: posts } = await sql<{ count: number }>`
    with posts as (
      delete from alert_posts as d where d.account_id = ${accountId} and exists (${old})
      returning d.account_id, d.delivery_id
    ), promised as (
      delete from deliveries as l using posts
      where l.account_id = posts.account_id and l.delivery_id = posts.delivery_id
    )
    select count(*) as count from posts
  `.execute(db);
  return {
    posts: posts[0]?.count ?? 0,
    history: await dropped("alert_history"),
    memberships: await dropped("alert_storm_members", sql`and not exists (${isCurrent})`),
  };
}
