import { cellName } from "./cells.ts";
import { stretches, wallClock } from "./local-time.ts";
import type { Question } from "./question.ts";

/** How far back the period before begins: as long as this one is, that many local days, or a local month. */
export type Step =
  | { readonly kind: "elapsed" }
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "month" };

const minute = 60_000;
const hour = 60 * minute;

/** The first instant of a local date. */
export function startOfDate(date: string, timezone: string): number {
  let at = Date.parse(`${date}T00:00:00Z`) - 15 * hour;
  while (wallClock(at, timezone).date < date) at += 15 * minute;
  return at;
}

export function dateBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) - days * 24 * hour).toISOString().slice(0, 10);
}

export function startOfPeriodBefore(from: number, to: number, timezone: string, step: Step): number {
  if (step.kind === "elapsed") return from - (to - from);
  const { date } = wallClock(from, timezone);
  if (step.kind === "days") return startOfDate(dateBefore(date, step.days), timezone);
  return startOfDate(`${dateBefore(date, 1).slice(0, 7)}-01`, timezone);
}

/** The same about the period before; where this one still runs, about the part that corresponds to what has passed. */
export function questionBefore(question: Question): Question {
  const { from, to, now, both } = question;
  const isRunning = from < now && now < to;
  return { ...question, from: both.from, to: isRunning ? both.from + (now - from) : from };
}

const units = ["hour", "day", "week", "month"];

interface Beside {
  /** The cell in which this period's answer shows one of the period before: the first day's beside the first day. */
  toHere(cell: string): string | undefined;
  toThere(cell: string): string;
}

export function besideOf(question: Question, before: Question): Beside {
  const { by, from, to, now } = question;
  const names = by.map((dimension) => {
    if (!units.includes(dimension)) return undefined;
    const here = stretches(dimension, from, Math.min(to, now), question);
    const there = stretches(dimension, before.from, before.to, question);
    return there.map(({ name }, index) => [name, here[index]?.name] as const);
  });
  const moved = (cell: string, find: (pairs: readonly Pair[], value: string | null) => string | undefined) =>
    (JSON.parse(cell) as (string | null)[]).map((value, index) => {
      const pairs = names[index];
      return pairs ? find(pairs, value) : value;
    });
  return {
    toHere(cell) {
      const key = moved(cell, (pairs, value) => pairs.find(([there]) => there === value)?.[1]);
      return key.some((value) => value === undefined)
        ? undefined
        : cellName(key.map((value) => value ?? null));
    },
    toThere: (cell) =>
      cellName(
        moved(cell, (pairs, value) => pairs.find(([, here]) => here === value)?.[0] ?? "never") as string[],
      ),
  };
}

type Pair = readonly [there: string, here: string | undefined];
