import type { Kysely, Updateable } from "kysely";
import { type Episode, type EpisodeState, isOver, isSilent } from "../../alerts/episode.ts";
import { type EscalationStep, escalationAt } from "../../alerts/escalation.ts";
import type { AlertEpisode } from "../../store/alert-episodes.ts";
import type { AlertPlace } from "../../store/alert-posts.ts";
import type { AlertEpisodeTable } from "../../store/alert-table-types.ts";
import { changeEpisodes, type EpisodeChange } from "../../store/change-episodes.ts";
import { addHistories } from "../../store/open-episodes.ts";
import type { Database } from "../../store/tables.ts";
import { chooseNext } from "./alert-escalation.ts";
import { type AlertNews, promiseNews } from "./alert-news.ts";
import type { AlertRoom } from "./alert-room.ts";

/** An episode of either kind. */
export type LivingEpisode = Omit<Episode, "state"> & { readonly state: EpisodeState | "firing" };

/** What an episode has come to, and what is wanted for it. */
export interface Course {
  readonly before: AlertEpisode;
  readonly episode: LivingEpisode;
  /** What else changes in it, and whether its message has to show that. */
  readonly columns: Updateable<AlertEpisodeTable>;
  readonly isMoved: boolean;
  /** What has happened, in words. */
  readonly history: readonly string[];
  /** Where it belongs as it is now, and where its escalations go if it is nowhere yet. */
  readonly places: readonly AlertPlace[];
  readonly escalationPlaces: readonly AlertPlace[];
  readonly steps: readonly EscalationStep[];
  /** When the quiet hours end that it is now in. */
  readonly quiet: Date | null;
  /** Nobody is told of one among many: all of them have a message. */
  readonly isOneOfMany: boolean;
}

/**
 * Writes what episodes have come to, with what the time brings: promises that were not kept, escalations, messages. Each
 * is as it would be had it been looked at alone, in the order that is passed; their rows must be locked.
 */
export async function carryOn(
  room: AlertRoom,
  trx: Kysely<Database>,
  courses: readonly Course[],
  now: Date,
): Promise<void> {
  if (courses.length === 0) return;
  const steps: Step[] = [];
  for (const course of courses) steps.push(await stepOf(room, trx, course, now));
  const after = await changeEpisodes(trx, room.accountId, steps);
  const lines = steps.flatMap(({ before, history }) =>
    history.map((text) => ({ episodeId: before.episode_id, text })),
  );
  await addHistories(trx, room.accountId, now, lines);
  const news = after.flatMap((episode, index): readonly AlertNews[] => {
    const step = steps[index];
    return step ? [{ episode, places: step.places, escalation: step.escalation }] : [];
  });
  await promiseNews(room, trx, news, now);
}

interface Step extends EpisodeChange, Pick<AlertNews, "places" | "escalation"> {
  readonly history: readonly string[];
}

async function stepOf(room: AlertRoom, trx: Kysely<Database>, course: Course, now: Date): Promise<Step> {
  const { before, episode, quiet, steps, isOneOfMany, escalationPlaces } = course;
  const isHeld = quiet !== null && !isOver(episode.state);
  const hasLapsed = quiet === null && !isOver(episode.state) && hasEnded(episode, now);
  const broken = hasLapsed ? brokenPromise(episode) : null;
  const standing = hasLapsed ? { ...episode, acknowledgement: null } : episode;
  const isAsked = quiet === null && !isOneOfMany;
  const escalation = isAsked ? await chooseNext(room, trx, { before, standing, broken, steps }, now) : null;
  const escalatedTo = [...before.escalated_to, ...(escalation ? [escalation.to] : [])];
  const escalatedAt = escalation ? now : before.escalated_at;
  const told = { escalatedTo, escalatedAt, toldAt: before.told_at };
  const history = [
    ...course.history,
    ...(broken === null ? [] : [broken]),
    ...(escalation ? [`escalated to ${escalation.name}`] : []),
  ];
  const change = {
    ...course.columns,
    ...columnsOf(standing),
    escalated_to: escalatedTo,
    escalated_at: escalatedAt,
    escalate_at: isOneOfMany ? null : escalationAt({ ...standing, ...told }, steps),
    held_until: isHeld ? quiet : null,
  };
  return {
    before,
    change,
    isShown: history.length > 0 || hasLapsed || course.isMoved,
    history,
    places: isHeld || isSilent(standing, now) ? [] : course.places,
    escalation: escalation && { ...escalation, places: escalationPlaces },
  };
}

function hasEnded({ acknowledgement }: LivingEpisode, now: Date): boolean {
  return acknowledgement !== null && acknowledgement.until !== null && acknowledgement.until <= now;
}

/** In words; null where it did not matter: nothing was in danger as it ended. */
function brokenPromise({ state, acknowledgement }: LivingEpisode): string | null {
  if (!acknowledgement || state === "paused" || state === "in-time") return null;
  return `${acknowledgement.name} did not settle it in the time that was promised`;
}

function columnsOf({ state, breachedAt, endedAt, acknowledgement }: LivingEpisode) {
  return {
    state,
    breached_at: breachedAt,
    ended_at: endedAt,
    acknowledged_by: acknowledgement?.by ?? null,
    acknowledged_name: acknowledgement?.name ?? null,
    acknowledged_until: acknowledgement?.until ?? null,
  };
}
