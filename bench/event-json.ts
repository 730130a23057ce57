import type { DeskEvent } from "../src/events/vocabulary.ts";

/** An event as a sender writes it. */
export function eventJson(event: DeskEvent): string {
  return JSON.stringify({
    specversion: "1.0",
    id: event.id,
    source: event.source,
    type: event.type,
    time: event.at.toISOString(),
    data: event.data,
  });
}
