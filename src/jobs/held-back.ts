import type { Digest } from "../config/desk-config.ts";
import { sourcesBehind } from "../digests/sources-behind.ts";
import type { DigestOccurrence } from "../store/digest-occurrences.ts";
import type { ScheduleRoom } from "./schedule-room.ts";

/**
 * Whether a digest that is due waits for a source that is behind: for its `holdBack`, and for half of its grace at most,
 * so that there is time left to send it. After that it goes, and says what is missing.
 */
export async function isHeldBack(
  room: ScheduleRoom,
  occurrence: DigestOccurrence,
  digest: Digest,
  now: Date,
): Promise<boolean> {
  const until = new Date(occurrence.due_at.getTime() + Math.min(digest.holdBack, digest.grace / 2));
  if (now >= until) return false;
  const { accountId, config } = room;
  const behind = await sourcesBehind(room.db, { accountId, config, digest, now: occurrence.due_at });
  if (behind.length === 0) return false;
  room.logger.info(
    {
      digest: digest.id,
      occurrence: occurrence.occurrence,
      sources: behind.map(({ source }) => source),
      until,
    },
    "A digest waits for sources that are behind",
  );
  return true;
}
