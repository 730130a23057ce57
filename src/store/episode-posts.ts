import { type Kysely, sql } from "kysely";
import type { AlertEpisode } from "./alert-episodes.ts";
import { type AlertPlace, postNumbers, unsent } from "./alert-posts.ts";
import type { Database } from "./tables.ts";

/** Where episodes have messages of their own, or are going to. */
export interface EpisodePosts {
  /** Whether its living message is in a place, or is going to be. */
  isAt(episode: AlertEpisode, place: AlertPlace): boolean;
  /** Whether nobody tried to send one of its messages yet, or would any more, since it was over. */
  hasUnsent(episode: AlertEpisode): boolean;
}

export async function postsOfEpisodes(
  db: Kysely<Database>,
  accountId: string,
  episodes: readonly number[],
): Promise<EpisodePosts> {
  const { rows } = await sql<AlertPlace & { episode_id: number; no: number; is_unsent: boolean }>`
    select p.episode_id, p.platform, p.target, p.no, coalesce(${unsent}, false) as is_unsent
    from alert_posts as p left join deliveries as d using (account_id, delivery_id)
    where p.account_id = ${accountId} and p.episode_id = any(${episodes}::bigint[])
  `.execute(db);
  const living = rows.filter(({ no }) => no === postNumbers.living);
  const places = new Set(living.map((post) => keyOf(post.episode_id, post)));
  const waiting = new Set(rows.filter(({ is_unsent }) => is_unsent).map(({ episode_id }) => episode_id));
  return {
    isAt: ({ episode_id }, place) => places.has(keyOf(episode_id, place)),
    hasUnsent: ({ episode_id }) => waiting.has(episode_id),
  };
}

function keyOf(episodeId: number, { platform, target }: AlertPlace): string {
  return `${episodeId} ${platform} ${target}`;
}
