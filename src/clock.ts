/** The only source of the current instant. Everything else is handed a clock, so tests can set it. */
export interface Clock {
  /** The current instant, millisecond precision. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for previews of a past moment and for tests. */
export function fixedClock(instant: Date): Clock {
  return { now: () => new Date(instant) };
}

/** A clock that goes on from a moment as fast as the real one. */
export function clockFrom(moment: Date, real: Clock = systemClock): Clock {
  const offset = moment.getTime() - real.now().getTime();
  return { now: () => new Date(real.now().getTime() + offset) };
}
