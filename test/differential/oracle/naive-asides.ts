import { cellsOf, levelCells } from "./cells.ts";
import type { Desk } from "./desk.ts";
import { isTime, type Question } from "./question.ts";

type Counts = ReadonlyMap<string, number>;

/** What is told beside a KPI's value, by the words it is told in, then by cell. */
export function naiveAsides(desk: Desk, question: Question): Readonly<Record<string, Counts>> {
  const { metric, now, reopenWindowMs, by } = question;
  const unanswered = desk.unanswered[metric];
  const waits = desk.waits[metric];
  if (unanswered && waits)
    return {
      "ended without reply": lengths(cellsOf(unanswered, question)),
      // A level has no place in the stretches of time of what happens.
      ...(by.some(isTime) ? {} : { "still waiting": lengths(levelCells(waits, question)) }),
    };
  if (metric !== "reopened-rate") return {};
  const provisional = desk.resolutions
    .filter(({ at }) => now - at < reopenWindowMs)
    .map((episode) => ({ ...episode, value: 1 }));
  return { provisional: lengths(cellsOf(provisional, question)) };
}

function lengths(cells: ReadonlyMap<string, readonly unknown[]>): Counts {
  return new Map([...cells].map(([name, { length }]) => [name, length]));
}
