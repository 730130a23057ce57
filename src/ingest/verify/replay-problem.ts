const WINDOW_MS = 5 * 60_000;

/** A request that was signed long ago may be a copy of an earlier one. Undefined where the time is near. */
export function replayProblem(signedAt: Date, now: Date, header: string): string | undefined {
  const distance = Math.abs(now.getTime() - signedAt.getTime());
  if (Number.isNaN(distance)) return `${header} holds no time`;
  if (distance <= WINDOW_MS) return undefined;
  return `${header} is more than 5 minutes away from this clock: the request is a replay, or a clock is wrong`;
}
