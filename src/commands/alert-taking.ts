import type { Kysely, Updateable } from "kysely";
import { isOver, isSilent } from "../alerts/episode.ts";
import { escalationAt } from "../alerts/escalation.ts";
import { acknowledgementOf } from "../alerts/read-alert.ts";
import { mayTakeOn } from "../people/may-take-on.ts";
import { type AlertEpisode, addHistory, changeEpisode, findEpisode } from "../store/alert-episodes.ts";
import type { AlertEpisodeTable } from "../store/alert-table-types.ts";
import type { Database } from "../store/tables.ts";
import { AskBack } from "./ask-back.ts";
import type { CommandRequest } from "./command.ts";
import { Refusal } from "./refusal.ts";
import type { Room } from "./room.ts";

export interface Taken {
  readonly episode: AlertEpisode;
  /** over: nothing is left to be taken on. theirs: somebody else was first. */
  readonly outcome: "taken" | "over" | "theirs";
}

/**
 * Takes an episode on for whoever asks, until then; of two at once the first in the database does.
 *
 * @param until null: for as long as it stays as it is
 * @throws AskBack where there is none, Refusal where the viewer may not
 */
export async function takeOn(
  request: CommandRequest,
  room: Room,
  episodeId: number,
  until: Date | null,
): Promise<Taken> {
  const { viewer, now } = request;
  return await room.db.transaction().execute(async (trx) => {
    const before = await permittedEpisode(trx, request, room, episodeId, true);
    if (isOver(before.state)) return { episode: before, outcome: "over" };
    const by = viewer.email ?? viewer.agentId ?? `${viewer.chat.platform}/${viewer.chat.id}`;
    const standing = acknowledgementOf(before);
    if (standing && standing.by !== by && isSilent({ acknowledgement: standing }, now))
      return { episode: before, outcome: "theirs" };
    const acknowledgement = { by, name: viewer.name, until };
    const episode = await changeEpisode(
      trx,
      before,
      {
        acknowledged_by: by,
        acknowledged_name: viewer.name,
        acknowledged_at: now,
        acknowledged_until: until,
        escalate_at: escalationAt({ ...escalatedOf(before), acknowledgement }, stepsOf(room, before)),
        ...firstTaking(before, request),
      },
      true,
    );
    await addHistory(trx, episode, now, saidBy(viewer.name, until, now));
    return { episode, outcome: "taken" };
  });
}

/**
 * @throws AskBack where there is none, Refusal where the viewer may not
 */
export async function permittedEpisode(
  db: Kysely<Database>,
  { viewer }: CommandRequest,
  { accountId }: Room,
  episodeId: number,
  lock = false,
): Promise<AlertEpisode> {
  const episode = await findEpisode(db, accountId, episodeId, lock);
  const { kind = "wait", team_id: team = null, agent_id: agent = null } = episode ?? {};
  if (!mayTakeOn(viewer, { kind, team, agent })) {
    const reason =
      viewer.refusal?.reason ?? "No alert of that number is of a team of yours or assigned to you.";
    throw new Refusal({ reason, ask: viewer.refusal?.ask ?? [], remedy: viewer.refusal?.remedy ?? null });
  }
  if (!episode) throw new AskBack(`There is no alert ${episodeId}. These are open:`, ["ack"]);
  return episode;
}

/**
 * How long it took until the first one took it on. What is taken on before people are told, since it is held back, took
 * no time.
 */
function firstTaking(
  { first_acknowledged_at, told_at }: AlertEpisode,
  { viewer, now }: CommandRequest,
): Updateable<AlertEpisodeTable> {
  if (first_acknowledged_at !== null) return {};
  return {
    first_acknowledged_at: now,
    first_acknowledged_agent_id: viewer.agentId,
    acknowledged_after_ms: Math.max(0, now.getTime() - told_at.getTime()),
  };
}

function stepsOf({ config }: Room, episode: AlertEpisode) {
  const told =
    episode.kind === "wait"
      ? config.sla.find(({ name }) => name === episode.policy)
      : config.alerts.find(({ id }) => id === episode.kpi_alert);
  return told?.escalate ?? [];
}

function escalatedOf(row: AlertEpisode) {
  return {
    state: row.state,
    breachedAt: row.breached_at,
    endedAt: row.ended_at,
    escalatedTo: row.escalated_to,
    escalatedAt: row.escalated_at,
    toldAt: row.told_at,
  };
}

function saidBy(name: string, until: Date | null, now: Date): string {
  if (until === null) return `${name} says that it is fine`;
  return `${name} is on it for ${Math.round((until.getTime() - now.getTime()) / 60_000)} min`;
}
