import type { Dice } from "./dice.ts";

export interface Span {
  readonly from: number;
  readonly days: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Often on a full hour or a quarter of one, where days, hours and other events begin. */
export function randomInstant(random: Dice, { from, days }: Span): number {
  const at = from + random.whole(days * day);
  const step = random.pick([1, minute, 15 * minute, hour]);
  return Math.floor(at / step) * step;
}

/** The time between two events of a conversation: often none; after a resolution the reopen window to the millisecond. */
export function randomGap(random: Dice, isAfterResolution: boolean): number {
  const window = isAfterResolution ? 30 : 0;
  switch (random.weighted({ none: 22, minutes: 30, hours: 24, days: 14, weeks: 7, window })) {
    case "none":
      return 0;
    case "minutes":
      return random.whole(20) * minute + random.pick([0, 1, 500, 999]);
    case "hours":
      return random.whole(24) * 15 * minute;
    case "days":
      return random.whole(72) * hour;
    case "weeks":
      return random.whole(14) * day + random.whole(24) * hour;
    case "window":
      return 7 * day + random.pick([-1, 0, 1]);
  }
}
