import type { DeliveryTiming } from "./delivery-room.ts";

/**
 * The wait after the given attempt, milliseconds: doubling, and with a share of chance, so that targets which failed
 * together do not come back together.
 *
 * @param attempt 1 for the first
 * @param chance from 0 to 1
 */
export function backoffMs(timing: DeliveryTiming, attempt: number, chance: number): number {
  const full = Math.min(timing.longestRetryMs, timing.firstRetryMs * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full * (0.5 + chance / 2));
}
