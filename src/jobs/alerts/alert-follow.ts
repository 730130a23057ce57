import { type Episode, follow, isOver } from "../../alerts/episode.ts";
import { acknowledgementOf } from "../../alerts/read-alert.ts";
import { agentNames } from "../../store/agent-names.ts";
import { type AlertClock, claimChangedEpisodes } from "../../store/alert-clocks.ts";
import { clockFields, findEpisodes, type WaitEpisode } from "../../store/alert-episodes.ts";
import { episodesAmongMany } from "../../store/alert-storms.ts";
import { type Course, carryOn } from "./alert-carry-on.ts";
import { type AlertRoom, placesFor, policyOf, quietFor } from "./alert-room.ts";

/**
 * Brings open episodes up to date with their clocks and with the times that have come: the end of a promise, of quiet
 * hours, the next escalation. All in one transaction.
 *
 * @returns how many were looked at: as many as asked for where there may be more
 */
export async function followEpisodes(room: AlertRoom, now: Date, limit: number): Promise<number> {
  return await room.db.transaction().execute(async (trx) => {
    const changed = await claimChangedEpisodes(trx, room.accountId, now, limit);
    if (changed.length === 0) return 0;
    const clocks = new Map(changed.map(({ episodeId, clock }) => [episodeId, clock]));
    const ids = [...clocks.keys()];
    const many = await episodesAmongMany(trx, room.accountId, ids, room.config.alertLimits.storm.alerts);
    const waits = (await findEpisodes(trx, room.accountId, ids)).filter((one) => one.kind === "wait");
    const followed = waits.map((before) => ({ before, clock: clocks.get(before.episode_id) }));
    const names = followed.some(isReassigned)
      ? await agentNames(trx, room.accountId)
      : new Map<string, string>();
    const courses = followed.map((one) => courseOf(room, one, { many, names }, now));
    await carryOn(room, trx, courses, now);
    return changed.length;
  });
}

interface FollowedWait {
  readonly before: WaitEpisode;
  readonly clock: AlertClock | undefined;
}

interface Known {
  /** Nobody is told of each of these. */
  readonly many: ReadonlySet<number>;
  /** What to call agents, by id. */
  readonly names: ReadonlyMap<string, string>;
}

function courseOf(room: AlertRoom, one: FollowedWait, { many, names }: Known, now: Date): Course {
  const { before, clock } = one;
  const policy = policyOf(room, clock?.policy ?? before.policy);
  const { episode, happened } = follow(asEpisode(before), clock, now);
  return {
    before,
    episode,
    columns: clock ? clockFields(clock) : {},
    isMoved: clock !== undefined && isMoved(before, clock),
    history: [...(happened === null ? [] : [happened]), ...assignment(one, episode, names)],
    places: placesFor(policy, episode.state),
    escalationPlaces: placesFor(policy, "breached"),
    steps: policy?.escalate ?? [],
    quiet: quietFor(room, policy, now),
    isOneOfMany: many.has(before.episode_id),
  };
}

function assignment(
  one: FollowedWait,
  { state }: Episode,
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const { clock } = one;
  if (!clock || !isReassigned(one) || isOver(state)) return [];
  const name = clock.agent === null ? "nobody" : (names.get(clock.agent) ?? clock.agent);
  return [`assigned to ${name}`];
}

function isReassigned({ before, clock }: FollowedWait): boolean {
  return clock !== undefined && clock.agent !== before.agent_id;
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
