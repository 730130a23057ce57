import type { DeskEvent, EventType } from "../events/vocabulary.ts";

/** Events of one subject at one instant are taken in this order; types that are not named come last. */
const sameInstant: readonly (readonly EventType[])[] = [
  ["conversation.opened"],
  ["conversation.updated"],
  ["conversation.tagged"],
  ["conversation.untagged"],
  ["conversation.assigned"],
  ["conversation.unsnoozed"],
  ["conversation.reopened"],
  ["message.received"],
  ["conversation.handed-over"],
  ["message.sent"],
  ["note.added"],
  ["handling.logged"],
  ["survey.offered", "survey.answered"],
  ["order.placed"],
  ["conversion.recorded"],
  ["payment.requested", "payment.received"],
  ["conversation.snoozed"],
  ["conversation.resolved"],
  ["conversation.closed"],
  ["conversation.merged"],
  ["conversation.discarded"],
];

const rank = new Map(sameInstant.flatMap((types, index) => types.map((type) => [type, index] as const)));

/** Each event once, by time, then by kind, then by source and id: when they arrived does not matter. */
export function inOrder(events: readonly DeskEvent[]): readonly DeskEvent[] {
  const bySource = new Map<string, Set<string>>();
  return events.toSorted(compare).filter((event) => {
    const known = bySource.get(event.source) ?? new Set();
    bySource.set(event.source, known);
    if (known.has(event.id)) return false;
    known.add(event.id);
    return true;
  });
}

function compare(a: DeskEvent, b: DeskEvent): number {
  return (
    a.at.getTime() - b.at.getTime() ||
    rankOf(a) - rankOf(b) ||
    compareText(a.source, b.source) ||
    compareText(a.id, b.id)
  );
}

function rankOf(event: DeskEvent): number {
  return rank.get(event.type) ?? sameInstant.length;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
