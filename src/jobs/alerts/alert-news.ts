import type { Kysely } from "kysely";
import { isOver } from "../../alerts/episode.ts";
import type { AlertEpisode } from "../../store/alert-episodes.ts";
import type { AlertPlace } from "../../store/alert-posts.ts";
import { type EpisodePosts, postsOfEpisodes } from "../../store/episode-posts.ts";
import type { Database } from "../../store/tables.ts";
import { type Escalation, promiseEscalation, promiseOwn } from "./alert-messages.ts";
import type { AlertRoom } from "./alert-room.ts";
import { sortIntoStorms } from "./alert-storms.ts";

/** An episode that has changed, where somebody is to be told of it, and who is next. */
export interface AlertNews {
  readonly episode: AlertEpisode;
  readonly places: readonly AlertPlace[];
  readonly escalation: Escalation | null;
}

/** Promises the messages of episodes, each as if those before it were promised already. */
export async function promiseNews(
  room: AlertRoom,
  trx: Kysely<Database>,
  news: readonly AlertNews[],
  now: Date,
): Promise<void> {
  const episodes = news.map(({ episode }) => episode.episode_id);
  const posts = await postsOfEpisodes(trx, room.accountId, episodes);
  for (const run of runsOf(news, posts)) await promiseRun(room, trx, run, posts, now);
}

/**
 * What can be sorted into storms at once: an escalation counts for what comes after it, and so does a message that was
 * not sent and may be dropped or promised again.
 */
function runsOf(news: readonly AlertNews[], posts: EpisodePosts): readonly (readonly AlertNews[])[] {
  const runs: AlertNews[][] = [[]];
  for (const one of news) {
    runs.at(-1)?.push(one);
    if (one.escalation || posts.hasUnsent(one.episode)) runs.push([]);
  }
  return runs;
}

async function promiseRun(
  room: AlertRoom,
  trx: Kysely<Database>,
  run: readonly AlertNews[],
  posts: EpisodePosts,
  now: Date,
): Promise<void> {
  const wanted = run.filter(({ episode, places }) => places.length > 0 && !isOver(episode.state));
  const sorted = wanted.length === 0 ? [] : await sortIntoStorms(room, trx, wanted, now);
  const own = new Map(wanted.map(({ episode }, index) => [episode.episode_id, sorted[index] ?? []]));
  for (const { episode, escalation } of run) {
    const places = own.get(episode.episode_id) ?? [];
    // Of what was sent already nothing is to be read: it is edited when its turn comes.
    const isNew = places.some((place) => !posts.isAt(episode, place));
    if (isNew || posts.hasUnsent(episode)) await promiseOwn(room, trx, episode, places, now);
    if (escalation) await promiseEscalation(room, trx, episode, escalation, now);
  }
}
