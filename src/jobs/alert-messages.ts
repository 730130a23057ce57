import type { Kysely } from "kysely";
import { isOver } from "../alerts/episode.ts";
import { episodeEscalationReport, episodeReport } from "../alerts/episode-report.ts";
import type { AlertEpisode } from "../store/alert-episodes.ts";
import { type AlertPlace, placesOf, planPosts, renewUnsent } from "../store/alert-posts.ts";
import type { Database } from "../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";
import { placesOutsideStorms } from "./alert-storms.ts";

/** Promises an episode's living message to places that do not have it, and renews what waits to be sent. */
export async function promiseAlert(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  places: readonly AlertPlace[],
  now: Date,
): Promise<void> {
  const reading = { now, timezone: room.config.timezone };
  const report = await episodeReport(trx, room.config, episode, reading);
  await renewUnsent(trx, episode, report);
  if (isOver(episode.state)) return;
  // A KPI is one, and tells of many conversations already.
  const own = episode.kind === "kpi" ? places : await placesOutsideStorms(room, trx, episode, places, now);
  await room.enqueue(trx, await planPosts(trx, episode, { no: 0, report, places: own }, now));
}

/** Promises the message by which the next on the list learns of it to all places that know of the episode. */
export async function promiseEscalation(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  escalation: { readonly to: string; readonly why: string; readonly places: readonly AlertPlace[] },
  now: Date,
): Promise<void> {
  const known = await placesOf(trx, episode);
  const places = known.length > 0 ? known : escalation.places;
  const reading = { now, timezone: room.config.timezone };
  const report = await episodeEscalationReport(trx, room.config, episode, escalation, reading);
  const no = episode.escalated_to.length;
  await room.enqueue(trx, await planPosts(trx, episode, { no, report, places }, now));
}
