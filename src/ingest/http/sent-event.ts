import type { FieldError } from "../../events/parse-event.ts";

/** One event as it was sent, not yet checked against the vocabulary. */
export interface SentEvent {
  readonly value: unknown;
  /** What is wrong with it already as JSON. */
  readonly flaws: readonly FieldError[];
}
