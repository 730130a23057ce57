/** Randomness that a seed repeats. */
export interface Dice {
  /** A whole number in [0, below). */
  whole(below: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** One of the names, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  shuffled<T>(things: readonly T[]): T[];
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32
  function roll(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function pick<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(roll() * choices.length)];
    if (chosen === undefined) throw new Error("Nothing to choose from");
    return chosen;
  }

  return {
    whole: (below) => Math.floor(roll() * below),
    chance: (probability) => roll() < probability,
    pick,
    weighted(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let left = roll() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return pick(names);
    },
    shuffled(things) {
      return things
        .map((thing) => ({ thing, key: roll() }))
        .sort((a, b) => a.key - b.key)
        .map(({ thing }) => thing);
    },
  };
}
