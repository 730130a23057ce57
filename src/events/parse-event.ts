import type { z } from "zod";
import { closest } from "../closest.ts";
import { Envelope } from "./envelope.ts";
import { subjectOf } from "./subject.ts";
import { type DeskEvent, isEventType, vocabulary } from "./vocabulary.ts";

/** One thing that is wrong with an event. */
export interface FieldError {
  /** Where, as in `data.author.id`; empty for the event itself. */
  readonly path: string;
  /** What was found and what is expected. */
  readonly message: string;
}

export type ParsedEvent =
  | { readonly ok: true; readonly event: DeskEvent }
  | { readonly ok: false; readonly id: string | undefined; readonly errors: readonly FieldError[] };

const FUTURE_LIMIT_MS = 24 * 3_600_000;
const EARLIEST = Date.UTC(1970, 0, 1);

/**
 * Checks one event against the vocabulary. Never throws for bad input.
 *
 * @param input what was sent, already parsed from JSON
 * @param context `source` stands in for an event that has none (files, keys that carry a source); `now` bounds its time
 */
export function parseEvent(input: unknown, context: { source?: string; now: Date }): ParsedEvent {
  const envelope = Envelope.safeParse(input);
  if (!envelope.success) return refuse(idOf(input), fieldErrors(envelope.error, "", input));
  const { id, type, time, data = {} } = envelope.data;
  const source = envelope.data.source ?? context.source;
  if (source === undefined) {
    return refuse(id, [
      { path: "source", message: "is missing: name where the event comes from, like zendesk/acme" },
    ]);
  }
  if (!isEventType(type)) {
    const near = closest(type, Object.keys(vocabulary));
    const hint = near ? `; did you mean ${near}?` : "; see the event types in docs/events.md";
    return refuse(id, [
      { path: "type", message: `${JSON.stringify(type)} is not a known event type${hint}` },
    ]);
  }
  const at = new Date(time);
  const timeError = outOfRange(at, context.now);
  if (timeError) return refuse(id, [{ path: "time", message: `${time} ${timeError}` }]);
  const parsed = vocabulary[type].safeParse(data);
  if (!parsed.success) return refuse(id, fieldErrors(parsed.error, "data", data));
  const event = {
    source,
    id,
    type,
    at,
    data: parsed.data,
    subject: subjectOf(type, parsed.data, source, id),
  };
  return { ok: true, event: event as DeskEvent };
}

function refuse(id: string | undefined, errors: readonly FieldError[]): ParsedEvent {
  return { ok: false, id, errors };
}

function idOf(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("id" in input)) return undefined;
  return typeof input.id === "string" ? input.id : undefined;
}

function outOfRange(at: Date, now: Date): string | undefined {
  if (at.getTime() > now.getTime() + FUTURE_LIMIT_MS)
    return "is more than 24 hours in the future: check the clock or the time zone of the sender";
  if (at.getTime() < EARLIEST) return "is before 1970: check the date format of the sender";
  return undefined;
}

function fieldErrors(error: z.ZodError, root: string, input: unknown): FieldError[] {
  return error.issues.map((issue) => {
    const path = [...(root ? [root] : []), ...issue.path.map(String)].join(".");
    return { path, message: `${issue.message} (found ${found(input, issue.path)})` };
  });
}

function found(input: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return "nothing";
    value = Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
