import { type Dice, dice } from "./dice.ts";
import { randomBeside } from "./random-beside.ts";
import { randomConversation, type Told } from "./random-conversation.ts";
import type { Span } from "./random-time.ts";
import type { ToldEvent } from "./told-event.ts";

/** A desk on which anything may happen, often at the same instant; its events in the order of time. */
export function randomDesk(seed: number, span: Span, conversations: number): readonly ToldEvent[] {
  const random = dice(seed);
  const names = Array.from({ length: conversations }, (_, index) => `c${index}`);
  const told = names.flatMap((name) => randomConversation(random, span, name, names));
  const instants = told.map(([at]) => at);
  for (let count = 0; count < 2 * conversations; count++) told.push(randomBeside(random, span, instants));
  return told.map((one, index) => eventOf(random, one, index)).sort((a, b) => timeOf(a) - timeOf(b));
}

function timeOf({ time }: ToldEvent): number {
  return Date.parse(time);
}

/** Ties at one instant are broken by source and id: neither by arrival nor by a language's alphabet. */
function eventOf(random: Dice, [at, type, data]: Told, index: number): ToldEvent {
  const source = random.pick(["desk", "Shop"]);
  const id = `${random.pick(["a", "B", "c", "D", "-", "_"])}${random.whole(9)}-${index}`;
  return { source, id, time: new Date(at).toISOString(), type, data };
}
