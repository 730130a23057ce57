import { Temporal } from "temporal-polyfill";

/** A span [start, end) of instants in which a zone's clocks are not moved. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** How far the local clock is ahead of UTC, in milliseconds. */
  readonly ahead: number;
}

/** The stretches between two instants (milliseconds since 1970), in order and without gaps. */
export function steadyStretches(from: number, to: number, timezone: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let start = from;
  while (start < to) {
    const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timezone);
    const move = local.getTimeZoneTransition("next")?.epochMilliseconds ?? to;
    const end = Math.min(move, to);
    stretches.push({ start, end, ahead: local.offsetNanoseconds / 1_000_000 });
    start = end;
  }
  return stretches;
}
