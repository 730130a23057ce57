import type { Kysely } from "kysely";
import { isOver } from "../../alerts/episode.ts";
import { episodeReport } from "../../alerts/episode-report.ts";
import type { AlertEpisode } from "../../store/alert-episodes.ts";
import { toldPlaces } from "../../store/alert-places.ts";
import { type AlertPlace, hasPosts, planPosts, postNumbers, renewUnsent } from "../../store/alert-posts.ts";
import type { Database } from "../../store/tables.ts";
import { personTarget } from "../../surfaces/surface.ts";
import { postReport } from "./alert-post-report.ts";
import type { AlertRoom } from "./alert-room.ts";
import { placesOutsideStorms } from "./alert-storms.ts";

/**
 * Promises an episode's living message to places that do not have it, and renews what waits to be sent. Where a storm's
 * message tells of it, or does from now on, it gets none.
 */
export async function promiseAlert(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  places: readonly AlertPlace[],
  now: Date,
): Promise<void> {
  const own = isOver(episode.state) ? [] : await placesOutsideStorms(room, trx, episode, places, now);
  await promiseOwn(room, trx, episode, own, now);
}

/** The same where it is known already that no storm's message tells of it there. */
export async function promiseOwn(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  own: readonly AlertPlace[],
  now: Date,
): Promise<void> {
  // Most alerts of a storm have none: nothing needs to be read for them.
  if (own.length === 0 && !(await hasPosts(trx, episode))) return;
  const reading = { now, timezone: room.config.timezone };
  const report = await episodeReport(trx, room.config, episode, reading);
  await renewUnsent(trx, episode, report);
  const threaded = own.map((place) => ({ ...place, hasThread: hasThreads(room, place) }));
  const post = { no: postNumbers.living, report, places: threaded };
  await room.enqueue(trx, await planPosts(trx, episode, post, now));
}

function hasThreads({ surfaces }: AlertRoom, { platform, target }: AlertPlace): boolean {
  return surfaces.get(platform)?.hasThreads?.(target) ?? false;
}

export interface Escalation {
  readonly to: string;
  /** In a sentence. */
  readonly why: string;
  /** Where it is told if the episode is nowhere. */
  readonly places: readonly AlertPlace[];
}

/**
 * Promises the message by which the next on the list learns of it to all places that know of the episode, and to the
 * direct chats of that person on the same platforms.
 */
export async function promiseEscalation(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  escalation: Escalation,
  now: Date,
): Promise<void> {
  const known = await toldPlaces(trx, episode.account_id, [episode.episode_id]);
  const places = known.length > 0 ? known : escalation.places;
  const platforms = new Set(places.map(({ platform }) => platform));
  const person = personTarget(escalation.to);
  const chats = chatting.filter((platform) => platforms.has(platform) && room.surfaces.has(platform));
  const no = episode.escalated_to.length;
  const promiseTo = async (target: string, told: readonly AlertPlace[]) => {
    if (told.length === 0) return;
    const report = await postReport(room, trx, episode, { no, target, reason: escalation.why });
    const post = { no, report, places: told, reason: escalation.why };
    await room.enqueue(trx, await planPosts(trx, episode, post, now));
  };
  await promiseTo("", places);
  await promiseTo(
    person,
    chats.map((platform) => ({ platform, target: person })),
  );
}

/** Where people have direct chats. */
const chatting = ["slack", "teams"];
