import { reason } from "../../errors.ts";
import type { FieldError } from "../../events/parse-event.ts";
import { jsonShape, membersOf } from "./json-shape.ts";
import { DEPTH_LIMIT, EVENTS_LIMIT } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import { type JsonPath, repeatedNames } from "./repeated-names.ts";
import type { SentEvent } from "./sent-event.ts";
import { mayBeUnsafe, unsafeParts } from "./unsafe-parts.ts";

/**
 * One value of JSON with its flaws.
 *
 * @throws Refusal 400 for what is no JSON or nested too deep
 */
export function readJsonEvent(text: string): SentEvent {
  const { value, repeated } = parse(text);
  return sent(value, repeated, mayBeUnsafe(text));
}

/**
 * The events of a JSON list.
 *
 * @throws Refusal 400 for what is no JSON list or nested too deep, 413 for too many
 */
export function readJsonEvents(text: string): SentEvent[] {
  const { value, repeated } = parse(text);
  if (!Array.isArray(value)) throw new Refusal(400, "the body must be a JSON list of events");
  const isSuspicious = mayBeUnsafe(text);
  return value.map((event, index) => {
    const own = repeated.filter((path) => path[0] === index).map((path) => path.slice(1));
    return sent(event, own, isSuspicious);
  });
}

export function tooManyEvents(): Refusal {
  return new Refusal(413, `the body has more than ${EVENTS_LIMIT} events: send fewer at a time`);
}

function parse(text: string): { readonly value: unknown; readonly repeated: readonly JsonPath[] } {
  const { depth, members, commas } = jsonShape(text);
  if (depth > DEPTH_LIMIT) throw new Refusal(400, `the JSON is nested deeper than ${DEPTH_LIMIT}`);
  // Counted in the text, since building millions of values only to refuse them would cost memory.
  if (commas >= EVENTS_LIMIT && /^\s*\[/.test(text)) throw tooManyEvents();
  const value = parseJson(text);
  return { value, repeated: members === membersOf(value) ? [] : repeatedNames(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `the body is not valid JSON: ${reason(error).slice(0, 200).toWellFormed()}`);
  }
}

function sent(value: unknown, repeated: readonly JsonPath[], isSuspicious: boolean): SentEvent {
  const flaws: FieldError[] = repeated.map((path) => ({
    path: path.join("."),
    message: "stands more than once in the JSON: which of them is meant cannot be told",
  }));
  return { value, flaws: isSuspicious ? [...flaws, ...unsafeParts(value)] : flaws };
}
