import { type FieldError, parseEvent } from "../events/parse-event.ts";
import type { DeskEvent } from "../events/vocabulary.ts";
import type { SourceEvents } from "./source.ts";

interface Judged {
  readonly events: readonly DeskEvent[];
  readonly rejected: readonly { readonly id: string | null; readonly errors: readonly FieldError[] }[];
}

/** What a source made of the vendor's words, checked as every event is. */
export function judgeSourceEvents({ events, refused = [] }: SourceEvents, source: string, now: Date): Judged {
  const parsed = events.map((event) => parseEvent(event, { source, now }));
  return {
    events: parsed.flatMap((one) => (one.ok ? [one.event] : [])),
    rejected: [...refused, ...parsed.flatMap((one) => (one.ok ? [] : [one]))].map(({ id, errors }) => ({
      id: id ?? null,
      errors,
    })),
  };
}
