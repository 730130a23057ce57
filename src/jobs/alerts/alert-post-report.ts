import type { Kysely } from "kysely";
import { episodeReport } from "../../alerts/episode-report.ts";
import { escalatedReport } from "../../alerts/escalated-report.ts";
import { historyReport } from "../../alerts/history-report.ts";
import { namesOfAddresses } from "../../alerts/names-of-addresses.ts";
import type { Report } from "../../messages/report.ts";
import { type AlertEpisode, historyOf } from "../../store/alert-episodes.ts";
import { type AlertPost, postNumbers } from "../../store/alert-posts.ts";
import type { Database } from "../../store/tables.ts";
import { personIn } from "../../surfaces/surface.ts";
import type { AlertRoom } from "./alert-room.ts";

/** What one of an episode's messages has to say now: the living one, its history, or one of its escalations. */
export async function postReport(
  room: AlertRoom,
  db: Kysely<Database>,
  episode: AlertEpisode,
  { no, target, reason }: Pick<AlertPost, "no" | "target" | "reason">,
): Promise<Report> {
  const reading = { now: room.clock.now(), timezone: room.config.timezone };
  if (no === postNumbers.thread)
    return historyReport(episode.episode_id, await historyOf(db, episode), reading);
  const living = await episodeReport(db, room.config, episode, reading);
  if (no === postNumbers.living) return living;
  const address = episode.escalated_to[no - 1] ?? "";
  const [to = address] = await namesOfAddresses(db, room.accountId, room.config, [address]);
  return escalatedReport(living, {
    to,
    isReader: personIn(target) !== undefined,
    // Somebody took it on since.
    why: episode.acknowledged_by === null ? reason : null,
    isOver: episode.ended_at !== null,
  });
}
