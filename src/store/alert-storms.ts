import { type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import type { AlertPlace } from "./alert-posts.ts";
import type { AlertStormTable } from "./alert-storm-table-types.ts";
import type { Database } from "./tables.ts";

export type AlertStorm = Selectable<AlertStormTable>;

/** Whether a storm's message tells of the episode in that place: it has none of its own there then. */
export async function isInStorm(
  db: Kysely<Database>,
  { account_id, episode_id }: AlertEpisode,
  place?: AlertPlace,
): Promise<boolean> {
  const { rows } = await sql`
    select from alert_storm_members as m join alert_storms as s using (account_id, storm_id)
    where m.account_id = ${account_id} and m.episode_id = ${episode_id}
      ${place ? sql`and s.platform = ${place.platform} and s.target = ${place.target}` : sql``}
    limit 1
  `.execute(db);
  return rows.length > 0;
}

/** Adds an episode to the storm that rages in a place and that it has something in common with, if there is one. */
export async function joinStorm(
  trx: Kysely<Database>,
  episode: AlertEpisode,
  { platform, target }: AlertPlace,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ storm_id: number }>`
    update alert_storms set last_at = greatest(last_at, ${now}::timestamptz)
    where account_id = ${episode.account_id} and platform = ${platform} and target = ${target} and ended_at is null
      and storm_id = (
        select min(storm_id) from alert_storms
        where account_id = ${episode.account_id} and platform = ${platform} and target = ${target}
          and ended_at is null and (
            shares = 'channel' and value = ${episode.channel} or shares = 'team' and value = ${episode.team_id}
          )
      )
    returning storm_id
  `.execute(trx);
  const [storm] = rows;
  if (storm) await addMember(trx, storm.storm_id, episode);
  return storm !== undefined;
}

/** How many messages of alerts were promised to a place since then, by what the episode has in common with them. */
export async function recentAlerts(
  db: Kysely<Database>,
  { account_id, channel, team_id }: AlertEpisode,
  { platform, target }: AlertPlace,
  since: Date,
): Promise<{ readonly channel: number; readonly team: number }> {
  const { rows } = await sql<{ channel: number; team: number }>`
    select count(*) filter (where e.channel = ${channel}) as channel,
      count(*) filter (where e.team_id = ${team_id}) as team
    from alert_posts as p
    join alert_episodes as e on e.account_id = p.account_id and e.episode_id = p.episode_id
    where p.account_id = ${account_id} and p.platform = ${platform} and p.target = ${target} and p.no = 0
      and e.told_at > ${since}
  `.execute(db);
  return rows[0] ?? { channel: 0, team: 0 };
}

/** @returns undefined where another process has opened it meanwhile */
export async function openStorm(
  trx: Kysely<Database>,
  episode: AlertEpisode,
  place: AlertPlace,
  shares: AlertStorm["shares"],
  now: Date,
): Promise<AlertStorm | undefined> {
  const storm = await trx
    .insertInto("alert_storms")
    .values({
      account_id: episode.account_id,
      platform: place.platform,
      target: place.target,
      shares,
      value: (shares === "channel" ? episode.channel : episode.team_id) ?? "",
      started_at: now,
      last_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (storm) await addMember(trx, storm.storm_id, episode);
  return storm;
}

async function addMember(
  trx: Kysely<Database>,
  storm_id: number,
  { account_id, episode_id }: AlertEpisode,
): Promise<void> {
  await trx
    .insertInto("alert_storm_members")
    .values({ account_id, storm_id, episode_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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

/** What a storm's message counts. */
export interface StormCounts {
  readonly alerts: number;
  readonly open: number;
  readonly overdue: number;
  /** The open ones by priority, the most first. */
  readonly byPriority: readonly { readonly name: string | null; readonly count: number }[];
  /** Those that wait the longest. */
  readonly oldest: readonly AlertEpisode[];
}

export async function stormCounts(
  db: Kysely<Database>,
  { account_id, storm_id }: AlertStorm,
  most: number,
): Promise<StormCounts> {
  const members = sql`alert_storm_members as m join alert_episodes as e using (account_id, episode_id)
    where m.account_id = ${account_id} and m.storm_id = ${storm_id}`;
  const { rows: counts } = await sql<{ alerts: number; open: number; overdue: number }>`
    select count(*) as alerts, count(*) filter (where ended_at is null) as open,
      count(*) filter (where state = 'breached') as overdue
    from ${members}
  `.execute(db);
  const { rows: byPriority } = await sql<{ name: string | null; count: number }>`
    select priority as name, count(*) as count from ${members} and ended_at is null
    group by priority order by count(*) desc, priority nulls last limit 8
  `.execute(db);
  const { rows: oldest } = await sql<AlertEpisode>`
    select e.* from ${members} and ended_at is null order by e.started_at, e.episode_id limit ${most}
  `.execute(db);
  return { ...(counts[0] ?? { alerts: 0, open: 0, overdue: 0 }), byPriority, oldest };
}
