import { reason } from "../../errors.ts";
import type { FieldError } from "../../events/parse-event.ts";
import { jsonShape, membersOf } from "./json-shape.ts";
import { DEPTH_LIMIT, EVENT_VALUES_LIMIT, EVENTS_LIMIT, VALUES_LIMIT } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import { type JsonPath, repeatedNames } from "./repeated-names.ts";
import type { SentEvent } from "./sent-event.ts";
import { mayBeUnsafe, unsafeParts } from "./unsafe-parts.ts";

/**
 * One value of JSON with its flaws.
 *
 * @throws Refusal 400 for what is no JSON or nested too deep, 413 for what holds too much
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
  const byIndex = Map.groupBy(repeated, ([index]) => index);
  return value.map((event, index) => {
    const own = byIndex.get(index) ?? [];
    return sent(
      event,
      own.map((path) => path.slice(1)),
      isSuspicious,
    );
  });
}

export function tooManyEvents(): Refusal {
  return new Refusal(413, `the body has more than ${EVENTS_LIMIT} events: send fewer at a time`);
}

export function tooManyValues(): Refusal {
  return new Refusal(413, `the body holds more than ${VALUES_LIMIT} values: send fewer events at a time`);
}

function parse(text: string): { readonly value: unknown; readonly repeated: readonly JsonPath[] } {
  const { depth, members, commas, values, largest } = jsonShape(text);
  const isList = /^\s*\[/.test(text);
  if (depth > DEPTH_LIMIT) throw new Refusal(400, `the JSON is nested deeper than ${DEPTH_LIMIT}`);
  // Counted in the text, since building millions of values only to refuse them would cost memory.
  if (commas >= EVENTS_LIMIT && isList) throw tooManyEvents();
  if (values > VALUES_LIMIT) throw tooManyValues();
  if ((isList ? largest : values) > EVENT_VALUES_LIMIT) {
    throw new Refusal(413, `an event holds more than ${EVENT_VALUES_LIMIT} values`);
  }
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
