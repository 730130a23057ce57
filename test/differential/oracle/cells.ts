import type { Labels, Level, Sample } from "./desk.ts";
import { stretches, stretchOf } from "./local-time.ts";
import { isTime, type Question } from "./question.ts";

export function cellName(key: readonly (string | null)[]): string {
  return JSON.stringify(key);
}

/** The samples of the period, of which nothing is told later than now, in the cells of the breakdown that they fall in. */
export function cellsOf<T extends Sample>(samples: readonly T[], question: Question): Map<string, T[]> {
  const { from } = question;
  const to = Math.min(question.to, Math.max(question.now, from));
  const asked = samples.filter(({ at, labels }) => from <= at && at < to && passes(labels, question));
  return grouped(asked, ({ at, labels }) =>
    keysOf(labels, question, (dimension) => stretchOf(dimension, at, question)),
  );
}

/** What is there at the end of the period, or of each stretch of it that has begun. */
export function levelCells(levels: readonly Level[], question: Question): Map<string, Level[]> {
  const { by, from } = question;
  const to = Math.min(question.to, Math.max(question.now, from));
  const unit = by.find(isTime);
  const ends = unit ? stretches(unit, from, to, question) : [{ name: "", to }];
  const there = ends.flatMap((end) =>
    levels
      .filter((level) => level.isOpenAt(end.to))
      .map((level) => ({ level, labels: level.labelsAt(end.to), name: end.name }))
      .filter(({ labels }) => passes(labels, question)),
  );
  const cells = grouped(there, ({ labels, name }) => keysOf(labels, question, () => name));
  return new Map([...cells].map(([name, members]) => [name, members.map(({ level }) => level)]));
}

export function grouped<T>(things: readonly T[], namesOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    for (const name of namesOf(thing)) {
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      group.push(thing);
    }
  }
  return groups;
}

export function passes(labels: Labels, { filters }: Pick<Question, "filters">): boolean {
  return Object.entries(filters)
    .filter(([dimension]) => dimension !== "automatic")
    .every(([dimension, wanted]) => labels[dimension]?.some((value) => isWanted(value, wanted)));
}

function isWanted(value: string | null, wanted: readonly string[]): boolean {
  return value !== null && wanted.includes(value);
}

/** Of several tags each has its cell, of those asked for. */
export function keysOf(
  labels: Labels,
  { by, filters }: Question,
  timeOf: (dimension: string) => string,
): string[] {
  let keys: (string | null)[][] = [[]];
  for (const dimension of by) {
    const wanted = filters[dimension];
    const values = isTime(dimension) ? [timeOf(dimension)] : (labels[dimension] ?? []);
    const asked = wanted ? values.filter((value) => isWanted(value, wanted)) : values;
    keys = keys.flatMap((key) => asked.map((value) => [...key, value]));
  }
  return keys.map(cellName);
}
