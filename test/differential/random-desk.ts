import { type Dice, dice } from "./dice.ts";
import {
  agents,
  answer,
  maybe,
  message,
  randomConversation,
  type Told,
  teams,
} from "./random-conversation.ts";
import { randomInstant, type Span } from "./random-time.ts";
import type { ToldEvent } from "./told-event.ts";

/** A desk on which anything may happen to a conversation, often at the same instant; its events in the order of time. */
export function randomDesk(seed: number, span: Span, conversations: number): readonly ToldEvent[] {
  const random = dice(seed);
  const names = Array.from({ length: conversations }, (_, index) => `c${index}`);
  const told = names.flatMap((name) => randomConversation(random, span, name, names));
  const instants = told.map(([at]) => at);
  for (let count = 0; count < conversations / 2; count++)
    told.push(outsider(random, randomInstant(random, span)));
  // Agents often change teams at the very instant of something else.
  for (let count = 0; count < 14; count++)
    told.push(agentUpdate(random, random.chance(0.7) ? random.pick(instants) : randomInstant(random, span)));
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

/** A message or a rating that names no conversation. */
function outsider(random: Dice, at: number): Told {
  if (random.chance(0.35)) return [at, "survey.answered", answer(random)];
  return message(random, at, random.pick(["received", "sent"]), {});
}

/** One agent never has a team. */
function agentUpdate(random: Dice, at: number): Told {
  const agent = random.pick(agents.slice(0, 4));
  return [at, "agent.updated", { agent, ...maybe(random, 0.85, "team", [...teams, null]) }];
}
