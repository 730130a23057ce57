import type { Kysely } from "kysely";
import { type Episode, follow, isOver, isSilent } from "../alerts/episode.ts";
import { escalationAt } from "../alerts/escalation.ts";
import { acknowledgementOf } from "../alerts/read-alert.ts";
import { agentName } from "../store/agent-names.ts";
import { type AlertClock, claimChangedEpisodes } from "../store/alert-clocks.ts";
import {
  addHistory,
  changeEpisode,
  clockFields,
  findEpisode,
  type WaitEpisode,
} from "../store/alert-episodes.ts";
import { isAmongMany } from "../store/alert-storms.ts";
import type { Database } from "../store/tables.ts";
import { chooseNext } from "./alert-escalation.ts";
import { promiseAlert, promiseEscalation } from "./alert-messages.ts";
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
    for (const { episodeId, clock } of changed) {
      const before = await findEpisode(trx, room.accountId, episodeId);
      if (before?.kind === "wait") await followOne(room, trx, before, clock, now);
    }
    return changed.length;
  });
}

async function followOne(
  room: AlertRoom,
  trx: Kysely<Database>,
  before: WaitEpisode,
  clock: AlertClock | undefined,
  now: Date,
): Promise<void> {
  const policy = policyOf(room, clock?.policy ?? before.policy);
  const quiet = quietFor(room, policy, now);
  const { episode, happened } = follow(asEpisode(before), clock, now);
  const history = happened === null ? [] : [happened];
  if (clock && clock.agent !== before.agent_id && !isOver(episode.state))
    history.push(`assigned to ${await nameOf(trx, before.account_id, clock.agent)}`);

  const broken = quiet === null && !isOver(episode.state) ? brokenPromise(episode, now) : null;
  if (broken !== null) history.push(broken);
  const standing = broken === null ? episode : { ...episode, acknowledgement: null };
  // Nobody is told of one among many: all of them have a message.
  const isOneOfMany = await isAmongMany(trx, before, room.config.alertLimits.storm.alerts);
  const escalation =
    quiet === null && !isOneOfMany ? await chooseNext(room, trx, { before, standing, broken }, now) : null;
  if (escalation) history.push(`escalated to ${escalation.to}`);

  const escalatedTo = [...before.escalated_to, ...(escalation ? [escalation.to] : [])];
  const escalatedAt = escalation ? now : before.escalated_at;
  const told = { escalatedTo, escalatedAt, toldAt: before.told_at };
  const wanted = isSilent(standing, now) ? [] : placesFor(policy, standing.state);
  const isHeld = quiet !== null && !isOver(standing.state);
  const isShown = history.length > 0 || (clock !== undefined && isMoved(before, clock));
  const after = await changeEpisode(
    trx,
    before,
    {
      ...(clock && clockFields(clock)),
      ...columnsOf(standing),
      escalated_to: escalatedTo,
      escalated_at: escalatedAt,
      escalate_at: isOneOfMany ? null : escalationAt({ ...standing, ...told }, policy?.escalate ?? []),
      held_until: isHeld ? quiet : null,
    },
    isShown,
  );
  for (const text of history) await addHistory(trx, before, now, text);
  await promiseAlert(room, trx, after, isHeld ? [] : wanted, now);
  if (escalation)
    await promiseEscalation(room, trx, after, { ...escalation, places: placesFor(policy, "breached") }, now);
}

async function nameOf(trx: Kysely<Database>, accountId: string, agent: string | null): Promise<string> {
  return agent === null ? "nobody" : ((await agentName(trx, accountId, agent)) ?? agent);
}

/** In words; null where nothing was promised, or its time has not come. */
function brokenPromise({ acknowledgement }: Episode, now: Date): string | null {
  const until = acknowledgement?.until;
  if (!acknowledgement || !until || until > now) return null;
  return `${acknowledgement.name} did not settle it in the time that was promised`;
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

function columnsOf({ state, breachedAt, endedAt, acknowledgement }: Episode) {
  return {
    state,
    breached_at: breachedAt,
    ended_at: endedAt,
    acknowledged_by: acknowledgement?.by ?? null,
    acknowledged_name: acknowledgement?.name ?? null,
    acknowledged_until: acknowledgement?.until ?? null,
  };
}
