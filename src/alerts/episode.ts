/** A promise in danger, or broken, from the moment somebody is to be told until it is settled. */
export type EpisodeState =
  /** Its due time was moved, so that it is not in danger any more for now. */
  | "in-time"
  | "at-risk"
  | "breached"
  /** Its clock stands still. */
  | "paused"
  /** What was waited for has come, in time or not. */
  | "resolved"
  /** Nothing is promised any more: merged, discarded, closed without need, another priority. */
  | "cancelled";

/** What of its SLA clock an episode follows; see facts/sla-rows.ts. */
export interface EpisodeClock {
  readonly ending: string | null;
  readonly dueAt: Date | null;
  readonly warnAt: readonly Date[];
  readonly pausedAt: Date | null;
  readonly stoppedAt: Date | null;
}

/** Who took an episode on. */
export interface Acknowledgement {
  readonly by: string;
  readonly name: string;
  /** null: for as long as it stays as it is. */
  readonly until: Date | null;
}

export interface Episode {
  readonly state: EpisodeState;
  readonly breachedAt: Date | null;
  readonly endedAt: Date | null;
  readonly acknowledgement: Acknowledgement | null;
}

export interface Followed {
  readonly episode: Episode;
  /** What happened, in words; null where the state stays. */
  readonly happened: string | null;
}

/**
 * The state of a promise by its clock.
 *
 * @param clock undefined where there is none any more
 */
export function stateOf(clock: EpisodeClock | undefined, now: Date): EpisodeState {
  if (!clock) return "cancelled";
  const { ending, dueAt, warnAt, pausedAt } = clock;
  if (ending !== null) return ending === "met" || ending === "breached" ? "resolved" : "cancelled";
  if (pausedAt !== null) return "paused";
  // What comes in the very instant that it is due is on time.
  if (dueAt !== null && dueAt < now) return "breached";
  return warnAt.some((at) => at <= now) ? "at-risk" : "in-time";
}

/** The episode as its clock has it now. Whatever events came late: it is what it would have been. */
export function follow(before: Episode, clock: EpisodeClock | undefined, now: Date): Followed {
  const state = stateOf(clock, now);
  const wasLate = clock?.ending === "breached";
  const episode = {
    state,
    breachedAt: state === "breached" || wasLate ? (clock?.dueAt ?? before.breachedAt) : null,
    endedAt: isOver(state) ? (clock?.stoppedAt ?? now) : null,
    acknowledgement: keptAcknowledgement(before, state),
  };
  if (state === before.state) return { episode, happened: null };
  return { episode, happened: wasLate && state === "resolved" ? "resolved, too late" : happenings[state] };
}

export function isOver(state: EpisodeState | "firing"): boolean {
  return state === "resolved" || state === "cancelled";
}

/** Whether nobody is to be told anything new for now. */
export function isSilent({ acknowledgement }: Pick<Episode, "acknowledgement">, now: Date): boolean {
  return acknowledgement !== null && (acknowledgement.until === null || acknowledgement.until > now);
}

/** "It's fine" was said of what was known then: a breach is something else. */
function keptAcknowledgement(
  { state, acknowledgement }: Episode,
  next: EpisodeState,
): Acknowledgement | null {
  const isNews = next === "breached" && state !== "breached";
  return isNews && acknowledgement?.until === null ? null : acknowledgement;
}

const happenings: Readonly<Record<EpisodeState, string>> = {
  "in-time": "no longer at risk",
  "at-risk": "at risk",
  breached: "overdue",
  paused: "paused",
  resolved: "resolved in time",
  cancelled: "nothing is promised any more",
};
