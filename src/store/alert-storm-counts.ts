import { type Kysely, sql } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import type { AlertStorm } from "./alert-storms.ts";
import type { Database } from "./tables.ts";

/** What the open alerts of a storm are told apart by. */
export type SplitName = "priority" | "topic" | "product" | "team" | "channel";

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
  // By their numbers, told beforehand: where the planner knows nothing yet of a storm that has just begun, a join of
  // thousands may be made by comparing each with each.
  const members = sql`
    select * from alert_episodes where account_id = ${account_id} and episode_id = any(array(
      select episode_id from alert_storm_members where account_id = ${account_id} and storm_id = ${storm_id}
    ))`;
  const { rows: counts } = await sql<{ alerts: number; open: number; overdue: number }>`
    select count(*) as alerts, count(*) filter (where ended_at is null) as open,
      count(*) filter (where state in ('breached', 'firing')) as overdue
    from (${members}) as e
  `.execute(db);
  const { rows: shares } = await sql<Share & { split: SplitName }>`
    select split, name, count(*) as count
    from (${members}) as e, lateral (values
      ('priority', e.priority), ('topic', e.topic), ('product', e.product), ('team', e.team_id), ('channel', e.channel)
    ) as s (split, name)
    where e.ended_at is null group by split, name order by count(*) desc, name nulls last
  `.execute(db);
  const { rows: oldest } = await sql<AlertEpisode>`
    select * from (${members}) as e where ended_at is null order by started_at, episode_id limit ${most}
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
