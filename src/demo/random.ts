/** Repeatable chance: the same seed and name give the same numbers on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** In [least, most). */
  between(least: number, most: number): number;
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  /** How many of something that happens `mean` times on average (Poisson). */
  count(mean: number): number;
  /** Spread as waiting times are: half of them below `median`. */
  logNormal(median: number, sigma: number): number;
}

/** @param name tells apart what is drawn for different things from one seed: a day, a conversation */
export function seededRandom(seed: number, name: string): Random {
  const next = sfc32(hash(`${seed}/${name}`));
  const between = (least: number, most: number) => least + next() * (most - least);
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1));
  return {
    next,
    chance: (probability) => next() < probability,
    between,
    whole,
    pick(items) {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new Error("There is nothing to pick from.");
      return item;
    },
    weighted: (weights) => weighted(weights, next),
    count: (mean) => poisson(mean, next),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal(next)),
  };
}

function weighted<T extends string>(weights: Readonly<Record<T, number>>, next: () => number): T {
  const names = Object.keys(weights) as T[];
  let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
  const chosen = names.find((name) => {
    left -= weights[name];
    return left < 0;
  });
  const last = names.at(-1);
  if (last === undefined) throw new Error("There is nothing to choose from.");
  return chosen ?? last;
}

/** Knuth's method; the means here are small. */
function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count += 1;
  return count;
}

/** Box and Muller. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** FNV-1a over four starting points. */
function hash(text: string): [number, number, number, number] {
  const one = (start: number) => {
    let value = start;
    for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
    return value >>> 0;
  };
  return [one(0x811c9dc5), one(0x9e3779b9), one(0x85ebca6b), one(0xc2b2ae35)];
}

/** Chris Doty-Humphrey's Small Fast Counter, 32 bits. */
function sfc32([first, second, third, fourth]: [number, number, number, number]): () => number {
  let [a, b, c, counter] = [first, second, third, fourth];
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return (result >>> 0) / 4_294_967_296;
  };
  // The first numbers still show the seed.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
