import { parseEvent } from "../../src/events/parse-event.ts";
import type { DeskEvent } from "../../src/events/vocabulary.ts";

const now = new Date("2026-11-21T12:00:00Z");

/** A valid event as it comes out of the door: `event("conversation.opened", "e1", "2026-03-02T09:00:00Z", {…})`. */
export function deskEvent(
  type: DeskEvent["type"],
  id: string,
  time: string,
  data: object,
  source = "test",
): DeskEvent {
  const parsed = parseEvent({ id, source, type, time, data }, { now });
  if (!parsed.ok) throw new Error(`The test's event is wrong: ${JSON.stringify(parsed.errors)}`);
  return parsed.event;
}
