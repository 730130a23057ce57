import type { Digest } from "../config/desk-config.ts";
import { knownDigests } from "../digests/known-digests.ts";
import { dueDeliveries } from "../store/delivery-ledger.ts";
import { claimedOccurrences, type DigestOccurrence, recordNotComposed } from "../store/digest-occurrences.ts";
import { forgetOtherSchedules } from "../store/digest-schedules.ts";
import { claimDue } from "./claim-due.ts";
import { composeOccurrence } from "./compose-occurrence.ts";
import { digestTargets } from "./digest-targets.ts";
import { isHeldBack } from "./held-back.ts";
import type { ScheduleRoom } from "./schedule-room.ts";

/**
 * What is done every minute, by every replica: claim what came due, compose what is claimed (by whomever), and hand what
 * is promised but not under way to the queue. One digest's failure does not stop the others.
 */
export async function tick(room: ScheduleRoom): Promise<void> {
  const now = room.clock.now();
  const known = await knownDigests(room.db, room.accountId, room.config);
  const digests = new Map(known.map(({ digest }) => [digest.id, digest]));
  await forgetOtherSchedules(room.db, room.accountId, [...digests.keys()]);
  for (const digest of digests.values()) {
    await guarded(room, digest.id, () => claimDue(room, digest, now));
  }
  for (const occurrence of await claimedOccurrences(room.db, room.accountId)) {
    await guarded(room, occurrence.digest_id, () => compose(room, digests, occurrence, now));
  }
  await room.enqueue(room.db, await dueDeliveries(room.db, room.accountId, now));
}

async function compose(
  room: ScheduleRoom,
  digests: ReadonlyMap<string, Digest>,
  occurrence: DigestOccurrence,
  now: Date,
): Promise<void> {
  const digest = digests.get(occurrence.digest_id);
  if (!digest) return await skip(room, occurrence, "The digest is no longer configured");
  const expiresAt = new Date(occurrence.due_at.getTime() + digest.grace);
  if (expiresAt < now) return await skip(room, occurrence, "It could not be composed within its grace");
  if (await isHeldBack(room, occurrence, digest, now)) return;
  const result = await composeOccurrence(room, occurrence, digest, {
    targets: digestTargets(digest),
    expiresAt,
  });
  if (result === "busy") return;
  const { digest_id, occurrence: at, state } = result;
  room.logger.info({ digest: digest_id, occurrence: at, state }, "A digest was composed");
}

async function skip(room: ScheduleRoom, occurrence: DigestOccurrence, reason: string): Promise<void> {
  await recordNotComposed(room.db, occurrence, "skipped", reason);
  const { digest_id, occurrence: at } = occurrence;
  room.logger.warn({ digest: digest_id, occurrence: at, reason }, "A digest was skipped");
}

async function guarded(room: ScheduleRoom, digest: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    room.logger.error(
      { digest, err: error },
      "A digest could not be prepared; it is tried again in a minute",
    );
  }
}
