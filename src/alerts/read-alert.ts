import type { Kysely } from "kysely";
import type { DeskConfig } from "../config/desk-config.ts";
import { alertDetails } from "../store/alert-details.ts";
import type { AlertEpisode, WaitEpisode } from "../store/alert-episodes.ts";
import type { Database } from "../store/tables.ts";
import type { Alert } from "./alert-text.ts";
import type { Acknowledgement } from "./episode.ts";

/** What there is to tell now of the episode of a wait. */
export async function readAlert(
  db: Kysely<Database>,
  { helpDeskUrl, teams }: Pick<DeskConfig, "helpDeskUrl" | "teams">,
  episode: WaitEpisode,
  now: Date,
): Promise<Omit<Alert, "escalatedTo">> {
  const { tags, orders, appointments, agentName, isOnShift } = await alertDetails(db, episode, now);
  const { conversation_id: conversation, team_id: team } = episode;
  return {
    episodeId: episode.episode_id,
    conversation,
    target: episode.target,
    policy: episode.policy,
    state: episode.state,
    startedAt: episode.started_at,
    dueAt: episode.due_at,
    breachedAt: episode.breached_at,
    endedAt: episode.ended_at,
    channel: episode.channel,
    team: team === null ? null : (teams[team]?.name ?? team),
    priority: episode.priority,
    tags,
    orders,
    appointments,
    agent: agentName,
    isOnShift,
    lateNote: episode.late_note,
    acknowledgement: acknowledgementOf(episode),
    url: helpDeskUrl?.replaceAll("{conversation}", () => encodeURIComponent(conversation)) ?? null,
  };
}

/** Who took an episode on, null where nobody did. */
export function acknowledgementOf(episode: AlertEpisode): Acknowledgement | null {
  const { acknowledged_by: by, acknowledged_name: name, acknowledged_until: until } = episode;
  return by === null ? null : { by, name: name ?? by, until };
}
