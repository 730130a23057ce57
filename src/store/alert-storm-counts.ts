import { type Kysely, sql } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import type { AlertStorm } from "./alert-storms.ts";
import type { Database } from "./tables.ts";

const SPLITS = ["priority", "topic", "product", "team", "channel"] as const;
/** What the open alerts of a storm are told apart by. */
export type SplitName = (typeof SPLITS)[number];

export interface Share {
  /** null: it has none. */
  readonly name: string | null;
  readonly count: number;
}

/** What a storm's message counts. */
export interface StormCounts {
  readonly alerts: number;
  readonly open: number;
  readonly overdue: number;
  /** The open ones by each, the most first. */
  readonly splits: Readonly<Record<SplitName, readonly Share[]>>;
  /** Those that wait the longest. */
  readonly oldest: readonly AlertEpisode[];
}

/** @param most how many are told one by one */
export async function stormCounts(
  db: Kysely<Database>,
  { account_id, storm_id }: AlertStorm,
  most: number,
): Promise<StormCounts> {
  const members = sql`alert_storm_members as m join alert_episodes as e using (account_id, episode_id)
    where m.account_id = ${account_id} and m.storm_id = ${storm_id}`;
  const { rows: counts } = await sql<{ alerts: number; open: number; overdue: number }>`
    select count(*) as alerts, count(*) filter (where ended_at is null) as open,
      count(*) filter (where state in ('breached', 'firing')) as overdue
    from ${members}
  `.execute(db);
  const { rows: shares } = await sql<Share & { split: SplitName }>`
    with open as materialized (select priority, topic, product, team_id as team, channel from ${members} and ended_at is null)
    select split, name, count(*) as count from open, lateral (values
      ${sql.join(SPLITS.map((split) => sql`(${sql.lit(split)}, ${sql.ref(`open.${split}`)})`))}
    ) as s (split, name)
    group by split, name order by count(*) desc, name nulls last
  `.execute(db);
  const { rows: oldest } = await sql<AlertEpisode>`
    select e.* from ${members} and ended_at is null order by e.started_at, e.episode_id limit ${most}
  `.execute(db);
  const splitBy = (split: SplitName) => shares.filter((share) => share.split === split);
  return {
    ...(counts[0] ?? { alerts: 0, open: 0, overdue: 0 }),
    splits: {
      priority: splitBy("priority"),
      topic: splitBy("topic"),
      product: splitBy("product"),
      team: splitBy("team"),
      channel: splitBy("channel"),
    },
    oldest,
  };
}
