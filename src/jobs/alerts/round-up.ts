import { follow, isSilent } from "../../alerts/episode.ts";
import { acknowledgementOf } from "../../alerts/read-alert.ts";
import { type AlertClock, claimHeldEpisodes } from "../../store/alert-clocks.ts";
import { type AlertEpisode, findEpisodes } from "../../store/alert-episodes.ts";
import { lockRoundUp } from "../../store/alert-places.ts";
import { type AlertRoom, placesFor, policyOf, quietFor } from "./alert-room.ts";
import { sortIntoStorms, type WantedAlert } from "./alert-storms.ts";

/**
 * Lets one message tell of all alerts that are to be told of in a place now that their quiet hours have ended, where
 * they are more than one. All else that is due for them is left to whoever follows them: nothing is promised here for
 * one that is alone.
 */
export async function roundUpReleased(room: AlertRoom, now: Date): Promise<void> {
  await room.db.transaction().execute(async (trx) => {
    await lockRoundUp(trx, room.accountId);
    const held = await claimHeldEpisodes(trx, room.accountId, now);
    if (held.length < 2) return;
    const clocks = new Map(held.map(({ episodeId, clock }) => [episodeId, clock]));
    const episodes = await findEpisodes(trx, room.accountId, [...clocks.keys()]);
    const wanted = episodes.flatMap((one) => wantedOf(room, one, clocks.get(one.episode_id), now));
    await sortIntoStorms(room, trx, wanted, now);
  });
}

function wantedOf(
  room: AlertRoom,
  episode: AlertEpisode,
  clock: AlertClock | undefined,
  now: Date,
): readonly WantedAlert[] {
  const policy = clock && policyOf(room, clock.policy);
  if (episode.kind !== "wait" || !policy || quietFor(room, policy, now) !== null) return [];
  const { state, breached_at: breachedAt, ended_at: endedAt } = episode;
  const before = { state, breachedAt, endedAt, acknowledgement: acknowledgementOf(episode) };
  const { episode: present } = follow(before, clock, now);
  if (isSilent(present, now)) return [];
  return [{ episode, places: placesFor(policy, present.state), isReleased: true }];
}
