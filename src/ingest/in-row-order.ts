import { sameInstantRank } from "../events/same-instant.ts";
import type { DeskEvent } from "../events/vocabulary.ts";

/**
 * The events of a case, a list a row, so that events at one instant are taken in the order of their rows: where the fixed
 * order of types (then ids) would turn two rows round, the events of the later row move a millisecond on. A clock that
 * shows minutes gives a reopen and the resolution after it the same instant; the file knows which came first.
 */
export function inRowOrder(rows: readonly (readonly DeskEvent[])[]): {
  readonly events: readonly DeskEvent[];
  /** How many were moved. */
  readonly shifted: number;
} {
  const latest = new Map<number, { readonly event: DeskEvent; readonly at: number }>();
  const events: DeskEvent[] = [];
  let shifted = 0;
  for (const row of rows) {
    for (const [instant, same] of Map.groupBy(row, (event) => event.at.getTime())) {
      const ordered = same.toSorted(compare);
      const [first] = ordered;
      const last = ordered.at(-1);
      const before = latest.get(instant);
      if (!first || !last) continue;
      const at = before === undefined ? instant : before.at + (compare(first, before.event) <= 0 ? 1 : 0);
      latest.set(instant, { event: last, at });
      if (at === instant) events.push(...same);
      else events.push(...same.map((event) => ({ ...event, at: new Date(at) })));
      if (at !== instant) shifted += same.length;
    }
  }
  return { events, shifted };
}

function compare(a: DeskEvent, b: DeskEvent): number {
  const byType = sameInstantRank(a.type) - sameInstantRank(b.type);
  if (byType !== 0 || a.id === b.id) return byType;
  return a.id < b.id ? -1 : 1;
}
