import type { Digest } from "../config/desk-config.ts";
import { claimOccurrences, type NewOccurrence } from "../store/digest-occurrences.ts";
import { lockSchedule, markChecked } from "../store/digest-schedules.ts";
import { type Occurrence, occurrencesBetween } from "./occurrences.ts";
import type { ScheduleRoom } from "./schedule-room.ts";

/** Longer downtime is not looked back on. */
const LOOK_BACK_MS = 31 * 86_400_000;

/**
 * Claims what of a digest came due since somebody last looked: the newest, if it is still within the digest's grace. The
 * others are recorded as skipped, with the reason. Replicas may all do this at once.
 */
export async function claimDue(room: ScheduleRoom, digest: Digest, now: Date): Promise<void> {
  const timezone = digest.timezone ?? room.config.timezone;
  const key = { accountId: room.accountId, digestId: digest.id };
  const claimed = await room.db.transaction().execute(async (trx) => {
    const checkedUntil = await lockSchedule(trx, { ...key, cron: digest.cron, timezone }, now);
    const after = new Date(Math.max(checkedUntil.getTime(), now.getTime() - LOOK_BACK_MS));
    if (after >= now) return [];
    const due = occurrencesBetween(digest.cron, timezone, after, now);
    const rows = await claimOccurrences(trx, key, decide(due, digest, now), { name: room.processName, now });
    await markChecked(trx, key, now);
    return rows;
  });
  for (const { occurrence, state, reason } of claimed) {
    if (state === "skipped")
      room.logger.warn({ digest: digest.id, occurrence, reason }, "A digest was skipped");
    else room.logger.info({ digest: digest.id, occurrence }, "A digest is due");
  }
}

function decide(due: readonly Occurrence[], digest: Digest, now: Date): NewOccurrence[] {
  const newest = due.at(-1);
  return due.map(({ occurrence, at }) => {
    const isLate = now.getTime() - at.getTime() > digest.grace;
    if (newest?.at === at && !isLate) return { occurrence, dueAt: at, state: "claimed", reason: null };
    const reason = isLate
      ? `Nobody was there to send it until ${now.toISOString()}, later than its grace allows`
      : `A newer one, of ${newest?.occurrence}, was due as well`;
    return { occurrence, dueAt: at, state: "skipped", reason };
  });
}
