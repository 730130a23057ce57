import type { Dice } from "./dice.ts";
import { answer, conversion, customers, maybe, media, offer, order, payment } from "./random-particulars.ts";
import { randomGap, randomInstant, type Span } from "./random-time.ts";
import type { ToldData } from "./told-event.ts";

export type Told = readonly [at: number, type: string, data: ToldData];

// Names are free strings, which may look like something else.
export const agents = ["ann", "bob", "O'Cas", "dee", "eve"] as const;
export const teams = ["front", "null", "Field"] as const;
export const channels = ["chat", "e-mail ✉", "__proto__"] as const;
export const tags = ["vip", "re,fund", '{"angry"}', "b\\stock"] as const;
export const sentiments = ["positive", "neutral", "negative", "unsure"] as const;

/** Mostly it is opened first; now and then late, twice or never. */
export function randomConversation(random: Dice, span: Span, name: string, names: readonly string[]): Told[] {
  let at = randomInstant(random, span);
  const length = 1 + random.whole(16);
  const opening = random.weighted({ first: 84, late: 6, never: 8, twice: 2 });
  const opensAt = opening === "late" || opening === "twice" ? random.whole(length) : -1;
  const told: Told[] = [];
  if (opening === "first" || opening === "twice")
    told.push([at, "conversation.opened", opened(random, name)]);
  for (let index = 0; index < length; index++) {
    const before = told.at(-1)?.[1];
    if (before) at += randomGap(random, /resolved|closed/.test(before));
    told.push(
      index === opensAt ? [at, "conversation.opened", opened(random, name)] : step(random, at, name, names),
    );
  }
  return told;
}

function opened(random: Dice, conversation: string): ToldData {
  return {
    conversation,
    channel: random.pick(channels),
    ...maybe(random, 0.6, "initiatedBy", ["customer", "agent", "automation"]),
    ...maybe(random, 0.4, "agent", agents),
    ...maybe(random, 0.4, "team", teams),
    ...attributes(random, 0.5, ["high", "low"]),
    ...maybe(random, 0.7, "customer", customers),
    ...(random.chance(0.4) ? { tags: someTags(random) } : {}),
  };
}

function attributes(random: Dice, probability: number, values: readonly (string | null)[]): ToldData {
  return {
    ...maybe(random, probability, "priority", values),
    ...maybe(random, probability, "topic", values),
    ...maybe(random, probability, "product", values),
    ...maybe(random, probability, "segment", values),
  };
}

function someTags(random: Dice): string[] {
  return random.shuffled(tags).slice(0, 1 + random.whole(2));
}

const weights = {
  "message.received": 24,
  "message.sent": 28,
  "survey.answered": 10,
  "survey.offered": 3,
  "note.added": 3,
  "handling.logged": 3,
  "order.placed": 4,
  "conversion.recorded": 3,
  "payment.requested": 2,
  "payment.received": 2,
  "conversation.assigned": 8,
  "conversation.updated": 5,
  "conversation.tagged": 5,
  "conversation.untagged": 3,
  "conversation.snoozed": 3,
  "conversation.unsnoozed": 3,
  "conversation.handed-over": 5,
  "conversation.resolved": 11,
  "conversation.reopened": 4,
  "conversation.closed": 6,
  "conversation.merged": 2,
  "conversation.discarded": 0.7,
};

function step(random: Dice, at: number, name: string, names: readonly string[]): Told {
  const type = random.weighted(weights);
  const conversation = { conversation: name };
  switch (type) {
    case "message.received":
      return message(random, at, "received", conversation);
    case "message.sent":
      return message(random, at, "sent", conversation);
    case "survey.answered": {
      const { customer: _customer, ...answered } = answer(random, agents);
      return [at, type, { ...conversation, ...answered }];
    }
    default:
      return [at, type, { ...conversation, ...particulars(random, type, names) }];
  }
}

function particulars(random: Dice, type: string, names: readonly string[]): ToldData {
  switch (type) {
    case "note.added":
      return { agent: random.pick(agents), ...media(random) };
    case "handling.logged":
      return { agent: random.pick(agents), seconds: random.pick([0, 60, 312.5, 1800]) };
    case "survey.offered":
      return offer(random);
    case "order.placed":
      return order(random, agents);
    case "conversion.recorded":
      return conversion(random);
    case "payment.requested":
    case "payment.received":
      return payment(random, agents);
    case "conversation.assigned":
      return {
        ...maybe(random, 0.7, "agent", [...agents, null]),
        ...maybe(random, 0.6, "team", [...teams, null]),
      };
    case "conversation.updated":
      return {
        ...attributes(random, 0.4, ["high", "low", null]),
        ...maybe(random, 0.2, "customer", [...customers, null]),
      };
    case "conversation.tagged":
    case "conversation.untagged":
      return { tags: someTags(random) };
    case "conversation.handed-over":
      return { from: "bot", ...maybe(random, 0.5, "agent", agents), ...maybe(random, 0.5, "team", teams) };
    case "conversation.resolved":
      return { ...maybe(random, 0.5, "agent", agents), ...maybe(random, 0.4, "automatic", [true, false]) };
    case "conversation.closed":
      return { ...maybe(random, 0.5, "agent", agents), ...maybe(random, 0.7, "archived", [true, false]) };
    // Into itself, in circles and into a conversation of which nothing else is known, too.
    case "conversation.merged":
      return { into: random.chance(0.1) ? "ghost" : random.pick(names) };
    case "conversation.discarded":
      return { reason: random.pick(["spam", "deleted", "test"]) };
    default:
      return {};
  }
}

/** Its author is an agent or a machine, its channel sometimes its own. */
export function message(
  random: Dice,
  at: number,
  direction: "received" | "sent",
  conversation: ToldData,
): Told {
  const data = { ...conversation, ...maybe(random, 0.3, "channel", [...channels, "fax"]), ...media(random) };
  if (direction === "received")
    return [
      at,
      "message.received",
      {
        ...data,
        ...maybe(random, 0.5, "customer", customers),
        ...maybe(random, 0.5, "inReplyTo", ["automation", "automation", "campaign", "reminder"]),
        ...maybe(random, 0.8, "sentiment", sentiments),
      },
    ];
  const author = random.chance(0.75)
    ? { kind: "agent", id: random.pick(agents) }
    : { kind: random.pick(["bot", "automation", "automation", "campaign", "reminder"]) };
  return [at, "message.sent", { ...data, author }];
}
