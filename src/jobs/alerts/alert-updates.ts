import type { Kysely } from "kysely";
import { type DuePost, duePosts, markUpdate, settleEpisodes } from "../../store/alert-due-posts.ts";
import { type AlertEpisode, findEpisode } from "../../store/alert-episodes.ts";
import { planThread, postNumbers } from "../../store/alert-posts.ts";
import { whileLocked } from "../../store/session-lock.ts";
import type { Database } from "../../store/tables.ts";
import { postReport } from "./alert-post-report.ts";
import { type AlertRoom, quietForEpisode } from "./alert-room.ts";
import { editMessage } from "./edit-message.ts";

/** Enough for what a second allows in many channels. */
const AT_ONCE = 200;

/**
 * Lets posted messages say what is so now, and gives them a thread with their history once there is one. Whoever dies
 * over it leaves a message that is updated by the next: to put the same into its place twice is to do it once.
 */
export async function updateMessages(room: AlertRoom): Promise<void> {
  const due = await duePosts(room.db, room.accountId, room.clock.now(), AT_ONCE);
  const platforms = [...Map.groupBy(due, ({ platform }) => platform).values()];
  // None waits for another that does not answer.
  await Promise.all(platforms.map((posts) => updateOnPlatform(room, posts)));
  await settleEpisodes(room.db, room.accountId);
}

async function updateOnPlatform(room: AlertRoom, posts: readonly DuePost[]): Promise<void> {
  const waiting = new Set<string>();
  for (const post of posts) {
    if (waiting.has(post.target)) continue;
    const lock = `update-alert/${post.account_id}/${post.platform}/${post.target}`;
    const outcome = await whileLocked(room.db, lock, (session) => bringUpToDate(room, session, post));
    // The others are tried with the next look: a platform that is away takes ten seconds to say nothing.
    if (outcome === "failed") return;
    // Its turn was another message's: those behind it need not ask.
    if (outcome !== "done") waiting.add(post.target);
  }
}

async function bringUpToDate(
  room: AlertRoom,
  session: Kysely<Database>,
  post: DuePost,
): Promise<"done" | "waiting" | "failed"> {
  // What is so is read under the lock: nobody puts anything older into its place afterwards.
  const episode = await findEpisode(session, room.accountId, post.episode_id);
  if (!episode) return "done";
  if (post.is_stale) return await updateOne(room, session, episode, post);
  // An edit notifies nobody, a reply may.
  if (quietForEpisode(room, episode, room.clock.now()) !== null) return "done";
  await openThread(room, session, episode, post);
  // What is posted takes the place's next turn.
  return "waiting";
}

async function updateOne(
  room: AlertRoom,
  session: Kysely<Database>,
  episode: AlertEpisode,
  post: DuePost,
): Promise<"done" | "waiting" | "failed"> {
  if (isEcho(post)) {
    await markUpdate(session, post, { shown: episode.version, isLost: false });
    return "done";
  }
  const edit = {
    platform: post.platform,
    target: post.target,
    posted: post.message_ref,
    mayRepeat: post.is_unclear,
    failures: post.failed_updates,
    about: { alert: post.episode_id },
  };
  const edited = await editMessage(room, session, edit, () => postReport(room, session, episode, post));
  switch (edited.state) {
    case "waiting":
      return "waiting";
    case "failed":
      await markUpdate(session, post, { tryAt: edited.tryAt });
      return "failed";
    case "edited":
    case "never":
      await markUpdate(session, post, { shown: episode.version, isLost: edited.state === "never" });
      return "done";
    default:
      return edited satisfies never;
  }
}

/** On the console nothing can be edited: the news is a line, and the living message has told it already. */
function isEcho({ platform, no }: DuePost): boolean {
  return platform === "console" && no !== postNumbers.living;
}

async function openThread(
  room: AlertRoom,
  session: Kysely<Database>,
  episode: AlertEpisode,
  post: DuePost,
): Promise<void> {
  await session.transaction().execute(async (trx) => {
    const report = await postReport(room, trx, episode, { ...post, no: postNumbers.thread });
    const key = await planThread(trx, episode, post, report, room.clock.now());
    if (key) await room.enqueue(trx, [key]);
  });
}
