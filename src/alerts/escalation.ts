import { type Episode, type EpisodeState, isOver } from "./episode.ts";

/** One on the list of a policy: told so long after the breach, milliseconds. */
export interface EscalationStep {
  readonly after: number;
  readonly to: string;
}

/** Of a wait, or of a KPI: what fires is escalated as what is breached. */
type Escalating = Omit<Episode, "state"> & Escalated & { readonly state: EpisodeState | "firing" };

interface Escalated {
  /** From when on somebody could have done something about it. */
  readonly toldAt: Date;
  /** Those who were told, in order. */
  readonly escalatedTo: readonly string[];
  readonly escalatedAt: Date | null;
}

/**
 * When the next on the list is told, if nothing happens until then; null: never. A promise that was given is kept or
 * not: until its end nobody else is told.
 */
export function escalationAt(episode: Escalating, steps: readonly EscalationStep[]): Date | null {
  const { state, acknowledgement, breachedAt, escalatedTo, escalatedAt, toldAt } = episode;
  const next = steps[escalatedTo.length];
  if (!next || isOver(state)) return null;
  if (acknowledgement) return acknowledgement.until;
  if ((state !== "breached" && state !== "firing") || breachedAt === null) return null;
  const byBreach = Math.max(breachedAt.getTime(), toldAt.getTime()) + next.after;
  if (escalatedAt === null) return new Date(byBreach);
  // Who was told early, since a promise was not kept, has as long as anybody before the next one is told.
  const before = steps[escalatedTo.length - 1]?.after ?? 0;
  return new Date(Math.max(byBreach, escalatedAt.getTime() + Math.max(0, next.after - before)));
}

/** The first on the list who was not told and is on shift, else the first who was not told. */
export function nextToTell(
  steps: readonly EscalationStep[],
  escalatedTo: readonly string[],
  isOnShift: (email: string) => boolean,
): string | undefined {
  const left = steps.map(({ to }) => to).filter((to) => !escalatedTo.includes(to));
  return left.find(isOnShift) ?? left[0];
}
