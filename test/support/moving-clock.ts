import type { Clock } from "../../src/clock.ts";

/** A clock that goes on by itself from a moment, and can be moved to another. */
export interface MovingClock extends Clock {
  moveTo(moment: Date): void;
}

/** @param speed how many seconds pass in one, so that nobody waits for the pace of a channel */
export function movingClock(start: Date, speed: number): MovingClock {
  let [origin, since] = [start.getTime(), performance.now()];
  return {
    now: () => new Date(origin + speed * (performance.now() - since)),
    moveTo(moment) {
      [origin, since] = [moment.getTime(), performance.now()];
    },
  };
}
