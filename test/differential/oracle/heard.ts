import type { ToldData, ToldEvent } from "../told-event.ts";

/** An event that counts, once. */
export interface Heard {
  readonly at: number;
  readonly type: string;
  readonly data: ToldData;
  readonly source: string;
  readonly id: string;
}

const ranks = [
  "conversation.opened",
  "conversation.updated",
  "conversation.tagged",
  "conversation.untagged",
  "conversation.assigned",
  "conversation.unsnoozed",
  "conversation.reopened",
  "message.received",
  "conversation.handed-over",
  "message.sent",
  "note.added",
  "handling.logged",
  "survey.",
  "order.placed",
  "conversion.recorded",
  "payment.",
  "conversation.snoozed",
  "conversation.resolved",
  "conversation.closed",
  "conversation.merged",
  "conversation.discarded",
];

/** Of repeats of one id the first to arrive is kept; then by time, at one instant by kind, source and id. */
export function heardInOrder(told: readonly ToldEvent[]): readonly Heard[] {
  const seen = new Set<string>();
  const kept: Heard[] = [];
  for (const { source, id, time, type, data } of told) {
    const key = JSON.stringify([source, id]);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push({ at: Date.parse(time), type, data, source, id });
  }
  return kept.sort(
    (a, b) => a.at - b.at || rank(a.type) - rank(b.type) || order(a.source, b.source) || order(a.id, b.id),
  );
}

function rank(type: string): number {
  return ranks.findIndex((start) => type.startsWith(start));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
