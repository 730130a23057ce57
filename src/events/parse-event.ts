import { closest } from "../closest.ts";
import { Envelope } from "./envelope.ts";
import { type FieldError, fieldErrors } from "./field-errors.ts";
import { namedBySubject } from "./named-by-subject.ts";
import { isTooDeep, MAX_DEPTH } from "./nesting.ts";
import { subjectOf } from "./subject.ts";
import { type DeskEvent, isEventType, vocabulary } from "./vocabulary.ts";

export type { FieldError } from "./field-errors.ts";

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
  const { id, type, time, subject, data = {} } = envelope.data;
  const errors: FieldError[] = [];
  const source = envelope.data.source ?? context.source;
  if (source === undefined) {
    errors.push({
      path: "source",
      message: "is missing: name where the event comes from, like zendesk/acme",
    });
  }
  const at = new Date(time);
  const timeError = outOfRange(at, context.now);
  if (timeError) errors.push({ path: "time", message: `${timeError} (found ${time})` });
  if (!isEventType(type)) {
    return refuse(id, [...errors, { path: "type", message: unknownType(type) }]);
  }
  if (isTooDeep(data)) {
    return refuse(id, [...errors, { path: "data", message: `must not be nested deeper than ${MAX_DEPTH}` }]);
  }
  const named = namedBySubject(type, subject, data);
  const parsed = vocabulary[type].safeParse(named);
  if (!parsed.success) errors.push(...fieldErrors(parsed.error, "data", named));
  if (errors.length > 0 || !parsed.success || source === undefined) return refuse(id, errors);
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
  if (typeof input !== "object" || input === null || !Object.hasOwn(input, "id")) return undefined;
  const { id } = input as { id: unknown };
  return typeof id === "string" ? id : undefined;
}

function unknownType(type: string): string {
  const near = closest(type.slice(0, 100), Object.keys(vocabulary));
  const hint = near ? `; did you mean ${near}?` : "; docs/events.md names them all";
  return `must be a known event type${hint} (found ${JSON.stringify(type.slice(0, 100))})`;
}

function outOfRange(at: Date, now: Date): string | undefined {
  if (Number.isNaN(at.getTime())) return "must be an instant that exists";
  if (at.getTime() > now.getTime() + FUTURE_LIMIT_MS) {
    return "is more than 24 hours in the future: check the clock or the time zone of the sender";
  }
  if (at.getTime() < EARLIEST) return "is before 1970: check the date format of the sender";
  return undefined;
}
