import type { DeskEvent, EventType } from "../events/vocabulary.ts";

/** Which conversations of a family are left out, and where what was said in them went. */
export interface Merges {
  /** Discarded conversation → reason. A discarded one is never merged: what it held leaves every number. */
  readonly discards: ReadonlyMap<string, string>;
  /** Merged conversation → the one at the end of its chain. */
  readonly survivors: ReadonlyMap<string, string>;
}

const moving: ReadonlySet<EventType> = new Set<EventType>([
  "message.received",
  "message.sent",
  "note.added",
  "handling.logged",
  "survey.offered",
  "survey.answered",
  "order.placed",
  "conversion.recorded",
  "payment.requested",
  "payment.received",
]);

/** Whether an event of a merged conversation goes to its survivor. Openings, assignments, tags and endings do not. */
export function movesWithMerge(event: DeskEvent): boolean {
  return moving.has(event.type);
}

/**
 * Reads the merges and discards of a family. Of several merges of one conversation the last counts; one that would
 * close a circle does nothing.
 *
 * @param events in order
 */
export function mergesOf(events: readonly DeskEvent[]): Merges {
  const discards = new Map<string, string>();
  for (const event of events)
    if (event.type === "conversation.discarded") discards.set(event.subject.id, event.data.reason);

  const into = new Map<string, string>();
  for (const event of events) {
    if (event.type !== "conversation.merged" || discards.has(event.subject.id)) continue;
    if (!chain(into, event.data.into).includes(event.subject.id)) into.set(event.subject.id, event.data.into);
  }
  const survivors = [...into].map(([merged, next]) => [merged, chain(into, next).at(-1) ?? next] as const);
  return { discards, survivors: new Map(survivors) };
}

/** The conversation, what it was merged into, what that was merged into, and so on. */
function chain(into: ReadonlyMap<string, string>, conversation: string): string[] {
  const links = [conversation];
  for (let next = into.get(conversation); next !== undefined; next = into.get(next)) links.push(next);
  return links;
}
