import { subjectOf } from "../events/subject.ts";
import type { DeskEvent, EventData, EventType } from "../events/vocabulary.ts";

const DEMO_SOURCE = "demo/sample-desk";

export interface EventRecorder {
  readonly events: readonly DeskEvent[];
  /** @param at epoch milliseconds */
  record<T extends EventType>(type: T, at: number, data: EventData<T>): void;
}

/** Writes events down with ids that count up behind a name, so that the same story has the same ids. */
export function eventRecorder(name: string): EventRecorder {
  const events: DeskEvent[] = [];
  return {
    events,
    record(type, at, data) {
      const id = `${name}-${events.length + 1}`;
      const subject = subjectOf(type, data, DEMO_SOURCE, id);
      // One of the union's members, which one only `type` knows.
      events.push({ source: DEMO_SOURCE, id, type, at: new Date(at), subject, data } as DeskEvent);
    },
  };
}
