import { sameInstantRank } from "../events/same-instant.ts";
import type { DeskEvent } from "../events/vocabulary.ts";

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
    sameInstantRank(a.type) - sameInstantRank(b.type) ||
    compareText(a.source, b.source) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
