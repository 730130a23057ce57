import type { Dice } from "./dice.ts";
import type { ToldEvent } from "./told-event.ts";

/** How the events of a desk may reach the product: batches, one after the other. */
export const arrivals = {
  "in order, at once": (events) => [events],
  "in order, in batches": (events, random) => batches(random, events),
  "shuffled, in batches, with repeats": (events, random) =>
    batches(random, random.shuffled([...events, ...events.filter(() => random.chance(0.2))])),
  "last first, a tenth days late": (events, random) => {
    const late = new Set(events.filter(() => random.chance(0.1)));
    return batches(random, [...events.filter((event) => !late.has(event)).toReversed(), ...late]);
  },
  "in order, in batches, later with other words and times under the same ids": (events, random) => {
    const repeats = random.shuffled(events).map(({ source, id }) => ({ ...random.pick(events), source, id }));
    return batches(random, [...events, ...repeats]);
  },
} satisfies Record<string, (events: readonly ToldEvent[], random: Dice) => (readonly ToldEvent[])[]>;

export type Arrival = keyof typeof arrivals;
export const arrivalNames = Object.keys(arrivals) as Arrival[];

function batches(random: Dice, events: readonly ToldEvent[]): ToldEvent[][] {
  const cut: ToldEvent[][] = [];
  for (let start = 0; start < events.length; ) {
    const length = 1 + random.whole(events.length / 3);
    cut.push(events.slice(start, start + length));
    start += length;
  }
  return cut;
}
