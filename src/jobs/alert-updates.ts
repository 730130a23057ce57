import type { Kysely } from "kysely";
import { alertReport } from "../alerts/alert-report.ts";
import { readAlert } from "../alerts/read-alert.ts";
import { findEpisode } from "../store/alert-episodes.ts";
import { markUpdate, type StalePost, stalePosts } from "../store/alert-posts.ts";
import { whileLocked } from "../store/session-lock.ts";
import type { Database } from "../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";
import { editMessage } from "./edit-message.ts";

/** Enough for what a second allows in many channels. */
const AT_ONCE = 50;

/**
 * Lets posted messages say what is so now. Whoever dies over it leaves a message that is updated by the next: to put the
 * same into its place twice is to do it once.
 */
export async function updateMessages(room: AlertRoom): Promise<void> {
  for (const post of await stalePosts(room.db, room.accountId, room.clock.now(), AT_ONCE)) {
    const lock = `update-alert/${post.account_id}/${post.platform}/${post.target}`;
    await whileLocked(room.db, lock, (session) => updateOne(room, session, post));
  }
}

async function updateOne(room: AlertRoom, session: Kysely<Database>, post: StalePost): Promise<void> {
  // What is so is read under the lock: nobody puts anything older into its place afterwards.
  const episode = await findEpisode(session, room.accountId, post.episode_id);
  if (!episode) return;
  const edit = {
    platform: post.platform,
    target: post.target,
    posted: post.message_ref,
    mayRepeat: post.is_unclear,
    failures: post.failed_updates,
    about: { alert: post.episode_id },
  };
  const edited = await editMessage(room, session, edit, async () =>
    alertReport(await readAlert(session, room.config, episode), {
      now: room.clock.now(),
      timezone: room.config.timezone,
    }),
  );
  // What never will work is tried again with the next change of the episode.
  const mark =
    "tryAt" in edited
      ? { tryAt: edited.tryAt, hasFailed: edited.state === "failed" }
      : { shown: episode.version };
  await markUpdate(session, post, mark);
}
