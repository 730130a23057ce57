import type { SlaPolicy } from "./policy.ts";

const DAY_MS = 86_400_000;
/** No target is due so much later than its clock was stopped, unless its calendar hardly ever opens. */
const FARTHEST_DAYS = 4096;

/** What was stopped before this instant was due before `from`, by each of the policies. */
export function reachBack(policies: readonly SlaPolicy[], from: Date): Date {
  const reaches = policies.flatMap(({ time, targets }) =>
    Object.values(targets).map((target) => {
      let days = 1;
      while (days < FARTHEST_DAYS && time.between(before(from, days), from) < (target ?? 0)) days *= 2;
      return days;
    }),
  );
  return before(from, Math.max(0, ...reaches));
}

function before(instant: Date, days: number): Date {
  return new Date(instant.getTime() - days * DAY_MS);
}
