import { sampleDesk } from "../src/demo/sample-desk.ts";
import type { DeskEvent } from "../src/events/vocabulary.ts";

/** As many events as asked, from sample desks of other seeds laid over each other. The same every time. */
export function* manyDeskEvents(count: number, until: Date): Generator<DeskEvent> {
  let left = count;
  for (let seed = 1; left > 0; seed++) {
    for (const event of sampleDesk({ seed, until })) {
      if (left-- <= 0) return;
      yield renamed(event, `s${seed}`);
    }
  }
}

/** Conversations and events of one desk must not meet those of another; its agents may. */
export function renamed(event: DeskEvent, prefix: string): DeskEvent {
  const { conversation, into } = event.data as { conversation?: string; into?: string };
  return {
    ...event,
    id: `${prefix}-${event.id}`,
    subject: {
      ...event.subject,
      id: event.subject.kind === "agent" ? event.subject.id : `${prefix}-${event.subject.id}`,
    },
    data: {
      ...event.data,
      ...(conversation === undefined ? {} : { conversation: `${prefix}-${conversation}` }),
      ...(into === undefined ? {} : { into: `${prefix}-${into}` }),
    },
  } as DeskEvent;
}
