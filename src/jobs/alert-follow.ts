import type { Kysely } from "kysely";
import { type Episode, follow, isOver } from "../alerts/episode.ts";
import { acknowledgementOf } from "../alerts/read-alert.ts";
import { agentName } from "../store/agent-names.ts";
import { type AlertClock, claimChangedEpisodes } from "../store/alert-clocks.ts";
import { clockFields, findEpisodes, type WaitEpisode } from "../store/alert-episodes.ts";
import { episodesAmongMany } from "../store/alert-storms.ts";
import type { Database } from "../store/tables.ts";
import { carryOn } from "./alert-carry-on.ts";
import { type AlertRoom, placesFor, policyOf, quietFor } from "./alert-room.ts";

/**
 * Brings open episodes up to date with their clocks and with the times that have come: the end of a promise, of quiet
 * hours, the next escalation.
 *
 * @returns how many were looked at: as many as asked for where there may be more
 */
export async function followEpisodes(room: AlertRoom, now: Date, limit: number): Promise<number> {
  return await room.db.transaction().execute(async (trx) => {
    const changed = await claimChangedEpisodes(trx, room.accountId, now, limit);
    const clocks = new Map(changed.map(({ episodeId, clock }) => [episodeId, clock]));
    const ids = [...clocks.keys()];
    const many = await episodesAmongMany(trx, room.accountId, ids, room.config.alertLimits.storm.alerts);
    for (const before of await findEpisodes(trx, room.accountId, ids)) {
      if (before.kind !== "wait") continue;
      const { episode_id } = before;
      await followOne(
        room,
        trx,
        before,
        { clock: clocks.get(episode_id), isOneOfMany: many.has(episode_id) },
        now,
      );
    }
    return changed.length;
  });
}

async function followOne(
  room: AlertRoom,
  trx: Kysely<Database>,
  before: WaitEpisode,
  { clock, isOneOfMany }: { readonly clock: AlertClock | undefined; readonly isOneOfMany: boolean },
  now: Date,
): Promise<void> {
  const policy = policyOf(room, clock?.policy ?? before.policy);
  const { episode, happened } = follow(asEpisode(before), clock, now);
  const course = {
    episode,
    columns: clock ? clockFields(clock) : {},
    isMoved: clock !== undefined && isMoved(before, clock),
    history: [...(happened === null ? [] : [happened]), ...(await assignment(trx, before, episode, clock))],
    places: placesFor(policy, episode.state),
    escalationPlaces: placesFor(policy, "breached"),
    steps: policy?.escalate ?? [],
    quiet: quietFor(room, policy, now),
    isOneOfMany,
  };
  await carryOn(room, trx, before, course, now);
}

async function assignment(
  trx: Kysely<Database>,
  { account_id, agent_id }: WaitEpisode,
  { state }: Episode,
  clock: AlertClock | undefined,
): Promise<readonly string[]> {
  if (!clock || clock.agent === agent_id || isOver(state)) return [];
  const name = clock.agent === null ? "nobody" : await agentName(trx, account_id, clock.agent);
  return [`assigned to ${name ?? clock.agent}`];
}

function isMoved(before: WaitEpisode, clock: AlertClock): boolean {
  return (
    before.due_at?.getTime() !== clock.dueAt?.getTime() ||
    before.team_id !== clock.team ||
    before.priority !== clock.priority ||
    before.policy !== clock.policy
  );
}

function asEpisode(row: WaitEpisode): Episode {
  const { state, breached_at: breachedAt, ended_at: endedAt } = row;
  return { state, breachedAt, endedAt, acknowledgement: acknowledgementOf(row) };
}
