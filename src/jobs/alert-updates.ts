import type { Kysely } from "kysely";
import { alertReport } from "../alerts/alert-report.ts";
import { readAlert } from "../alerts/read-alert.ts";
import { targetIntervalMs } from "../deliveries/target-interval.ts";
import { reason } from "../errors.ts";
import { findEpisode } from "../store/alert-episodes.ts";
import { markUpdate, type StalePost, stalePosts } from "../store/alert-posts.ts";
import { holdBack, takeTurn } from "../store/delivery-pacing.ts";
import { whileLocked } from "../store/session-lock.ts";
import type { Database } from "../store/tables.ts";
import { DeliveryError, type PostedMessage, type Surface } from "../surfaces/surface.ts";
import type { AlertRoom } from "./alert-room.ts";

/** Enough for what a second allows in many channels. */
const AT_ONCE = 50;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Lets posted messages say what is so now. Whoever dies over it leaves a message that is updated by the next: to put the
 * same into its place twice is to do it once.
 */
export async function updateMessages(room: AlertRoom): Promise<void> {
  for (const post of await stalePosts(room.db, room.accountId, room.clock.now(), AT_ONCE)) {
    const surface = room.surfaces.get(post.platform);
    if (!surface) continue;
    const lock = `update-alert/${post.account_id}/${post.platform}/${post.target}`;
    await whileLocked(room.db, lock, (session) => updateOne(room, session, surface, post));
  }
}

async function updateOne(
  room: AlertRoom,
  session: Kysely<Database>,
  surface: Surface,
  post: StalePost,
): Promise<void> {
  // What is so is read under the lock: nobody puts anything older into its place afterwards.
  const episode = await findEpisode(session, room.accountId, post.episode_id);
  if (!episode) return;
  const now = room.clock.now();
  const key = { accountId: room.accountId, platform: post.platform, target: post.target };
  const turn = await takeTurn(session, key, now, targetIntervalMs(post.platform));
  if (turn) return await markUpdate(session, post, { tryAt: turn, hasFailed: false });
  const alert = await readAlert(session, room.config, episode);
  const report = alertReport(alert, { now, timezone: room.config.timezone });
  try {
    // The ledger keeps what the surface answered.
    await surface.update?.(post.message_ref as PostedMessage, report, { mayRepeat: post.is_unclear });
    await markUpdate(session, post, { shown: episode.version });
  } catch (error) {
    await afterFailure(room, session, post, error, episode.version);
  }
}

async function afterFailure(
  room: AlertRoom,
  session: Kysely<Database>,
  post: StalePost,
  error: unknown,
  version: number,
): Promise<void> {
  const { platform, target, episode_id: alert } = post;
  const failed = { alert, platform, target, error: reason(error) };
  const failure = error instanceof DeliveryError ? error.failure : "retry";
  if (failure === "refused" || failure === "target-gone") {
    room.logger.error(failed, "The message of an alert cannot be updated");
    // The next change of the episode is tried again.
    return await markUpdate(session, post, { shown: version });
  }
  const asked = error instanceof DeliveryError ? error.retryAfterMs : undefined;
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(post.failed_updates, 10));
  const tryAt = new Date(room.clock.now().getTime() + Math.max(asked ?? 0, backoff));
  if (asked !== undefined) await holdBack(session, { accountId: room.accountId, platform, target }, tryAt);
  room.logger.warn({ ...failed, next: tryAt }, "The message of an alert is updated later");
  await markUpdate(session, post, { tryAt, hasFailed: true });
}
