import type { Dice } from "./dice.ts";
import { agents, channels, message, sentiments, type Told, teams } from "./random-conversation.ts";
import {
  answer,
  currencies,
  customers,
  maybe,
  offer,
  order,
  payment,
  subscription,
} from "./random-particulars.ts";
import { randomInstant, type Span } from "./random-time.ts";
import type { ToldData } from "./told-event.ts";

const kinds = {
  message: 14,
  "survey.answered": 12,
  "survey.offered": 5,
  "order.placed": 6,
  payment: 6,
  "mention.posted": 5,
  "employee.surveyed": 6,
  subscription: 14,
  "cost.recorded": 6,
  "traffic.counted": 6,
  contact: 16,
  appointment: 16,
  "agent.presence": 4,
  "agent.absent": 6,
  "agent.left": 2,
  "agent.updated": 7,
};

/** Something that belongs to no conversation. */
export function randomBeside(random: Dice, span: Span, instants: readonly number[]): Told {
  const kind = random.weighted(kinds);
  // Often at the very instant of something else.
  const at = random.chance(0.3) ? random.pick(instants) : randomInstant(random, span);
  switch (kind) {
    case "message":
      return message(random, at, random.pick(["received", "sent"]), {});
    case "payment":
      return [at, random.pick(["payment.requested", "payment.received"]), payment(random, agents)];
    case "subscription":
      return subscribed(random, at);
    case "contact":
      return contact(random, at);
    case "appointment":
      return appointment(random, at);
    default:
      return [at, kind, detailsOf(random, span, kind)];
  }
}

function detailsOf(random: Dice, span: Span, kind: string): ToldData {
  switch (kind) {
    case "survey.answered":
      return answer(random, agents);
    case "survey.offered":
      return offer(random);
    case "order.placed":
      return order(random, agents);
    case "mention.posted":
      return {
        network: random.pick(["mastodon", "X"]),
        sentiment: random.pick(sentiments),
      };
    case "employee.surveyed":
      return {
        ...maybe(random, 0.7, "agent", agents),
        ...maybe(random, 0.3, "team", teams),
        score: random.whole(5) + 1,
        ...maybe(random, 0.3, "scale", [{ min: 0, max: 10, betterIs: "higher" }]),
      };
    case "cost.recorded":
      return {
        ...spanned(random, span),
        amount: random.pick([100, "250.50", 0]),
        currency: random.pick(currencies),
        ...maybe(random, 0.5, "team", teams),
        ...maybe(random, 0.5, "channel", channels),
        ...maybe(random, 0.5, "kind", ["salaries", "tools"]),
      };
    case "traffic.counted":
      return { ...spanned(random, span), ...traffic(random) };
    default:
      return agentDetails(random, kind);
  }
}

function agentDetails(random: Dice, kind: string): ToldData {
  switch (kind) {
    case "agent.presence":
      return { agent: random.pick(agents), state: random.pick(["online", "away", "offline"]) };
    case "agent.absent":
      return {
        agent: random.pick(agents),
        hours: random.pick([0, 4, 8, 7.5]),
        ...maybe(random, 0.7, "plannedHours", [8, 40, 0]),
      };
    case "agent.left":
      return { agent: random.pick(agents) };
    // One agent never has a team.
    default:
      return {
        agent: random.pick(agents.slice(0, 4)),
        ...maybe(random, 0.8, "team", [...teams, null]),
        ...maybe(random, 0.3, "active", [true, true, false]),
      };
  }
}

function spanned(random: Dice, span: Span): { from: string; to: string } {
  const from = randomInstant(random, span);
  const length = random.pick([900_000, 3_600_000, 86_400_000, 20 * 86_400_000]);
  return { from: new Date(from).toISOString(), to: new Date(from + length).toISOString() };
}

function traffic(random: Dice): ToldData {
  const counts = ["pageViews", "pageViewsInOpeningHours", "pageViewsWithAgentOnline", "siteVisits"];
  const others = ["supportPageVisits", "chatButtonShown", "chatsStarted"];
  return Object.assign(
    {},
    ...[...counts, ...others].map((name) => maybe(random, 0.7, name, [0, 10, 37, 400])),
  ) as ToldData;
}

function subscribed(random: Dice, at: number): Told {
  const customer = random.pick(customers);
  const type = random.weighted({ started: 4, changed: 3, cancelled: 3 });
  if (type === "cancelled") return [at, "subscription.cancelled", { customer }];
  return [at, `subscription.${type}`, { customer, ...subscription(random) }];
}

function contact(random: Dice, at: number): Told {
  const who = { contact: random.pick(customers) };
  const type = random.weighted({ created: 3, updated: 5, unsubscribed: 2, resubscribed: 1 });
  if (type === "unsubscribed" || type === "resubscribed") return [at, `contact.${type}`, who];
  return [
    at,
    `contact.${type}`,
    {
      ...who,
      ...maybe(random, 0.6, "cellPhone", [true, true, false]),
      ...maybe(random, 0.3, "email", [true, false]),
      ...maybe(random, 0.4, "segment", ["gold", "basic"]),
      ...maybe(random, 0.4, "active", [true, true, false]),
    },
  ];
}

const replies = ["YES", "yes please", "no thanks", "Nee", "oui", "What time was it again?"];

function appointment(random: Dice, at: number): Told {
  const which = { appointment: `a${random.whole(4)}` };
  const type = random.weighted({ reminded: 5, replied: 4, confirmed: 1, cancelled: 1, rescheduled: 1 });
  if (type === "replied") return [at, "appointment.replied", { ...which, text: random.pick(replies) }];
  return [at, `appointment.${type}`, which];
}
