import type { WorkingTime } from "./working-time.ts";

/** A stretch of time in which a clock stands still; null: for good, as far as is known. */
export interface Pause {
  readonly from: Date;
  readonly until: Date | null;
}

/** Pauses as they were known at an instant: what began at or after it did not, what outlasts it ended there. */
export function pausesUntil(pauses: readonly Pause[], end: Date): readonly Pause[] {
  return pauses
    .filter(({ from }) => from < end)
    .map(({ from, until }) => ({ from, until: until === null || until > end ? end : until }));
}

/**
 * The first instant by which a clock that starts at `from` has counted so much; null where it is paused before, or its
 * time never comes.
 *
 * @param pauses in order, apart from each other
 */
export function instantAfter(
  time: WorkingTime,
  from: Date,
  ms: number,
  pauses: readonly Pause[],
): Date | null {
  if (ms <= 0) return from;
  let [start, left] = [from, ms];
  for (const pause of pauses) {
    if (pause.until !== null && pause.until <= start) continue;
    if (pause.from > start) {
      const due = time.after(start, left);
      if (due === null || due <= pause.from) return due;
      left -= time.between(start, pause.from);
    }
    if (pause.until === null) return null;
    start = pause.until;
  }
  return time.after(start, left);
}

/** What a clock counts in [from, to). */
export function countedBetween(time: WorkingTime, from: Date, to: Date, pauses: readonly Pause[]): number {
  let [start, sum] = [from, 0];
  for (const pause of pauses) {
    if (pause.from >= to) break;
    if (pause.until !== null && pause.until <= start) continue;
    if (pause.from > start) sum += time.between(start, pause.from);
    if (pause.until === null || pause.until >= to) return sum;
    start = pause.until;
  }
  return sum + time.between(start, to);
}

/** Elapsed milliseconds of [from, to) that are paused, where the pause has ended. */
export function pausedBetween(from: Date, to: Date | null, pauses: readonly Pause[]): number {
  return pauses.reduce((sum, pause) => {
    if (pause.until === null) return sum;
    const end = to === null ? pause.until.getTime() : Math.min(pause.until.getTime(), to.getTime());
    return sum + Math.max(0, end - Math.max(pause.from.getTime(), from.getTime()));
  }, 0);
}
