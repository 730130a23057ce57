import type { Dice } from "./dice.ts";
import type { ToldData } from "./told-event.ts";

export const customers = ["cy", "Zoë", "null", "c4", "c5"] as const;
export const currencies = ["EUR", "USD", "JPY"] as const;
const surveys = ["csat", "csat", "nps", "ces", "smiley", "effectiveness", "friendliness"] as const;
const scales = [
  { min: 1, max: 5, betterIs: "higher" },
  { min: 0, max: 10, betterIs: "higher" },
  { min: 1, max: 7, betterIs: "lower" },
  { min: 1, max: 7, betterIs: "higher" },
] as const;

/** A field that may be missing. */
export function maybe<T>(
  random: Dice,
  probability: number,
  field: string,
  values: readonly T[],
): Record<string, T> {
  return random.chance(probability) ? { [field]: random.pick(values) } : {};
}

export function media(random: Dice): ToldData {
  const kinds = ["image", "video", "audio", "file"] as const;
  return random.chance(0.2)
    ? { media: Array.from({ length: 1 + random.whole(3) }, () => random.pick(kinds)) }
    : {};
}

/** To a survey: a word, a score, a score on a scale of its own. */
export function answer(random: Dice, agents: readonly string[]): ToldData {
  const survey = random.pick(surveys);
  const named = {
    survey,
    ...maybe(random, 0.25, "agent", agents),
    ...maybe(random, 0.4, "customer", customers),
  };
  if (random.chance(survey === "smiley" ? 0.7 : 0.2))
    return { ...named, answer: random.pick(["good", "bad", "happy", "neutral", "sad"]) };
  const { min, max } = { min: survey === "nps" ? 0 : 1, max: { nps: 10, ces: 7 }[survey as string] ?? 5 };
  if (random.chance(0.6)) return { ...named, score: min + random.whole(max - min + 1) };
  const scale = random.pick(scales);
  return { ...named, scale, score: scale.min + random.whole(scale.max - scale.min + 1) };
}

export function offer(random: Dice): ToldData {
  return { survey: random.pick(surveys), ...maybe(random, 0.6, "customer", customers) };
}

function money(random: Dice): ToldData {
  const amount = random.pick([0, 10, 12.5, "9.99", "1000.01", "0.10"] as const);
  return { amount, currency: random.pick(currencies) };
}

/** Who ordered may be known by an address, however it is written, by an id, by both or not at all. */
export function order(random: Dice, agents: readonly string[]): ToldData {
  return {
    order: `o${random.whole(1e9)}`,
    ...money(random),
    ...maybe(random, 0.5, "email", [
      "ann@example.com",
      "Ann@Example.com ",
      "bo@example.com",
      "cy@example.com",
    ]),
    ...maybe(random, 0.5, "customer", customers),
    ...maybe(random, 0.3, "agent", agents),
    ...maybe(random, 0.2, "newCustomer", [true, false]),
  };
}

export function conversion(random: Dice): ToldData {
  return { kind: random.pick(["signup", "trial", "demo"]) };
}

export function payment(random: Dice, agents: readonly string[]): ToldData {
  return {
    payment: `p${random.whole(30)}`,
    ...money(random),
    ...maybe(random, 0.4, "agent", agents),
    ...maybe(random, 0.3, "customer", customers),
  };
}

export function subscription(random: Dice): ToldData {
  return { ...money(random), ...maybe(random, 0.5, "segment", ["gold", "basic"]) };
}
