import type { Frame } from "./frame.ts";
import type { TimeAxis } from "./time-axis.ts";

/** A period cut wherever one of its time axes begins a stretch: in each part all keys stay the same. */
export interface Stretches {
  readonly starts: readonly Date[];
  readonly ends: readonly Date[];
  /** For each part, from 1, the number of the first stretch of the axis that has its key. */
  readonly numbersOn: (dimension: TimeAxis["dimension"]) => readonly number[];
}

/** Without an axis the period is one stretch. */
export function stretchesOf({ axes, period }: Frame): Stretches {
  const cuts = new Set([period.from.getTime(), ...axes.flatMap(({ starts }) => starts.map(Number))]);
  const starts = [...cuts].sort((a, b) => a - b).map((cut) => new Date(cut));
  return {
    starts,
    ends: [...starts.slice(1), period.to],
    numbersOn: (dimension) => {
      const axis = axes.find((candidate) => candidate.dimension === dimension);
      return axis ? numbersOn(axis, starts) : [];
    },
  };
}

function numbersOn({ starts, keys }: TimeAxis, cuts: readonly Date[]): readonly number[] {
  const numbers = firstNumbers(keys);
  let index = 0;
  return cuts.map((cut) => {
    for (let next = starts[index + 1]; next && next <= cut; next = starts[index + 1]) index++;
    return numbers[index] ?? 0;
  });
}

/** Many stretches share a key: the number of the first of them, from 1, stands for all. */
export function firstNumbers(keys: readonly string[]): readonly number[] {
  const first = new Map<string, number>();
  return keys.map((key, index) => {
    const number = first.get(key) ?? index + 1;
    first.set(key, number);
    return number;
  });
}
