import type { FieldError } from "../events/parse-event.ts";
import type { DeskEvent } from "../events/vocabulary.ts";

/** A line or row of which no event could be made, or one of the events it should have given. */
export interface Refusal {
  /** In the file, from 1. */
  readonly line: number;
  /** Of the event, where it is known. */
  readonly id: string | undefined;
  readonly errors: readonly FieldError[];
}

/** A piece of a file that stands by itself: when its events are stored, reading may go on behind it. */
export interface ImportStep {
  /** Lines or rows read so far. */
  readonly read: number;
  /**
   * How many records are done with when the events of this and the earlier steps are stored. It never falls; for cases
   * gathered from all over a file they are counted in the order the cases are given out in.
   */
  readonly settled: number;
  readonly events: readonly DeskEvent[];
  readonly refusals: readonly Refusal[];
  /** Rows of this step that the mapping leaves out, or that no rule made an event of. */
  readonly withoutEvents: number;
  /** Events of this step that were set a millisecond later, so that they keep the order of the rows. */
  readonly shifted: number;
}
