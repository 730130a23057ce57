import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { AlertPlace } from "./alert-posts.ts";
import type { AlertStormTable } from "./alert-storm-table-types.ts";
import type { Database } from "./tables.ts";

export type AlertStorm = Selectable<AlertStormTable>;

/**
 * Those of some episodes of which a storm's message tells among so many that nobody is told of each. Of those that are in
 * one message since the hour was full, or after quiet hours where they are few, somebody is.
 *
 * @param few no more than this are told of one by one
 */
export async function episodesAmongMany(
  db: Kysely<Database>,
  accountId: string,
  episodes: readonly number[],
  few: number,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ episode_id: number }>`
    select m.episode_id from alert_storm_members as m join alert_storms as s using (account_id, storm_id)
    where m.account_id = ${accountId} and m.episode_id = any(${episodes}::bigint[]) and s.settled_at is null
      and case s.shares when 'hour' then false when 'quiet' then ${few} < (
        select count(*) from alert_storm_members as n
        where n.account_id = s.account_id and n.storm_id = s.storm_id
      ) else true end
  `.execute(db);
  return new Set(rows.map(({ episode_id }) => episode_id));
}

/** Nobody is told one by one of those episodes that are among many; see `episodesAmongMany`. */
export async function calmEscalations(
  trx: Kysely<Database>,
  accountId: string,
  episodes: readonly number[],
): Promise<void> {
  await sql`
    update alert_episodes as e set escalate_at = null
    from alert_storm_members as m join alert_storms as s using (account_id, storm_id)
    where e.account_id = ${accountId} and e.episode_id = any(${episodes}::bigint[]) and e.escalate_at is not null
      and m.account_id = e.account_id and m.episode_id = e.episode_id
      and s.settled_at is null and s.shares not in ('hour', 'quiet')
  `.execute(trx);
}

/** Needs the lock of the places, under which no other of the kind goes on there. */
export async function openStorm(
  trx: Kysely<Database>,
  accountId: string,
  { platform, target }: AlertPlace,
  { shares, value }: Pick<AlertStorm, "shares" | "value">,
  now: Date,
): Promise<AlertStorm> {
  return await trx
    .insertInto("alert_storms")
    .values({ account_id: accountId, platform, target, shares, value, started_at: now, last_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Adds episodes to storms that go on. */
export async function joinStorms(
  trx: Kysely<Database>,
  accountId: string,
  members: readonly { readonly stormId: number; readonly episodeId: number }[],
  now: Date,
): Promise<void> {
  if (members.length === 0) return;
  const storms = members.map(({ stormId }) => stormId);
  const episodes = members.map(({ episodeId }) => episodeId);
  await sql`
    insert into alert_storm_members (account_id, storm_id, episode_id)
    select ${accountId}, storm_id, episode_id
    from unnest(${storms}::bigint[], ${episodes}::bigint[]) as m (storm_id, episode_id)
    on conflict do nothing
  `.execute(trx);
  await sql`
    update alert_storms set last_at = greatest(last_at, ${now}::timestamptz)
    where account_id = ${accountId} and storm_id = any(${storms}::bigint[])
  `.execute(trx);
}

export async function unsettledStorms(
  db: Kysely<Database>,
  accountId: string,
): Promise<readonly AlertStorm[]> {
  return await db
    .selectFrom("alert_storms")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("settled_at", "is", null)
    .orderBy("storm_id")
    .execute();
}

export async function changeStorm(
  db: Kysely<Database>,
  { account_id, storm_id }: AlertStorm,
  change: Updateable<AlertStormTable>,
): Promise<void> {
  await db
    .updateTable("alert_storms")
    .set(change)
    .where("account_id", "=", account_id)
    .where("storm_id", "=", storm_id)
    .execute();
}
