import { type Kysely, type RawBuilder, sql } from "kysely";
import type { AlertPlace } from "./alert-posts.ts";
import type { AlertStorm } from "./alert-storms.ts";
import type { Database } from "./tables.ts";

/**
 * Waits until nobody else sorts alerts of the desk into storms, and keeps all others from it until the transaction ends:
 * what is counted meanwhile stays so. To be taken after all rows that others may wait for.
 */
export async function lockPlaces(trx: Kysely<Database>, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`alert-places/${accountId}`}, 0))`.execute(trx);
}

/** Lets one at a time look what quiet hours held back: of two who each claim one of two alerts neither sees that they are many. */
export async function lockRoundUp(trx: Kysely<Database>, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`alert-round-up/${accountId}`}, 0))`.execute(trx);
}

/** Where an alert has a message already: one of its own, or one that tells of many and is not settled. */
export interface ToldPlace extends AlertPlace {
  readonly episodeId: number;
  readonly isOwn: boolean;
}

export async function toldPlaces(
  db: Kysely<Database>,
  accountId: string,
  episodes: readonly number[],
): Promise<readonly ToldPlace[]> {
  const { rows } = await sql<ToldPlace>`
    select episode_id as "episodeId", platform, target, true as "isOwn" from alert_posts
    where account_id = ${accountId} and episode_id = any(${episodes}::bigint[]) and no = 0
    union all
    select m.episode_id, s.platform, s.target, false
    from alert_storm_members as m join alert_storms as s using (account_id, storm_id)
    where m.account_id = ${accountId} and m.episode_id = any(${episodes}::bigint[]) and s.settled_at is null
  `.execute(db);
  return rows;
}

/** A message of an alert, an escalation or a storm that was promised to a place; see alerts/storm-choice.ts. */
export interface PromisedMessage extends AlertPlace {
  readonly at: Date;
  /** Whether it is the message of a wait, of which the others tell. */
  readonly isOfWait: boolean;
  readonly topic: string | null;
  readonly product: string | null;
  readonly team: string | null;
  readonly channel: string | null;
}

/** What was promised to places since then and not dropped; what stands in threads disturbs nobody. */
export async function promisedSince(
  db: Kysely<Database>,
  accountId: string,
  places: readonly AlertPlace[],
  since: Date,
): Promise<readonly PromisedMessage[]> {
  const { rows } = await sql<PromisedMessage>`
    select d.platform, d.target, d.created_at as at, e.episode_id is not null as "isOfWait",
      e.topic, e.product, e.team_id as team, e.channel
    from ${wanted(places)} join deliveries as d using (platform, target)
    left join alert_episodes as e on e.account_id = d.account_id and e.kind = 'wait'
      and e.episode_id = case when d.kind = 'sla-alert' and d.occurrence = 'alert' then d.subject_id::bigint end
    where d.account_id = ${accountId} and d.created_at > ${since} and d.kind in ('sla-alert', 'sla-storm')
      and d.occurrence <> 'thread' and d.state <> 'skipped'
    order by d.created_at
  `.execute(db);
  return rows;
}

/** The storms that new alerts of these places may join. */
export async function ragingStorms(
  db: Kysely<Database>,
  accountId: string,
  places: readonly AlertPlace[],
): Promise<readonly AlertStorm[]> {
  const { rows } = await sql<AlertStorm>`
    select s.* from ${wanted(places)} join alert_storms as s using (platform, target)
    where s.account_id = ${accountId} and s.ended_at is null order by s.storm_id
  `.execute(db);
  return rows;
}

function wanted(places: readonly AlertPlace[]): RawBuilder<unknown> {
  const platforms = places.map(({ platform }) => platform);
  const targets = places.map(({ target }) => target);
  return sql`unnest(${platforms}::text[], ${targets}::text[]) as w (platform, target)`;
}
