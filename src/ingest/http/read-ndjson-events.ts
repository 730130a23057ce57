import { jsonShape } from "./json-shape.ts";
import { EVENTS_LIMIT, VALUES_LIMIT } from "./limits.ts";
import { readJsonEvent, tooManyEvents, tooManyValues } from "./read-json-events.ts";
import { Refusal } from "./refusal.ts";
import type { SentEvent } from "./sent-event.ts";

/**
 * An event a line; blank lines are skipped and not counted. A line that is no JSON is that event's flaw alone.
 *
 * @throws Refusal 413 for too many lines or values
 */
export function readNdjsonEvents(text: string): SentEvent[] {
  const events: SentEvent[] = [];
  let values = 0;
  for (const line of linesOf(text)) {
    if (line.trim() === "") continue;
    if (events.length === EVENTS_LIMIT) throw tooManyEvents();
    values += jsonShape(line).values;
    if (values > VALUES_LIMIT) throw tooManyValues();
    events.push(readLine(line));
  }
  return events;
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}

function readLine(line: string): SentEvent {
  try {
    return readJsonEvent(line);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.message.replace(/^the (body|JSON)/, "the line");
    return { value: undefined, flaws: [{ path: "", message }] };
  }
}
