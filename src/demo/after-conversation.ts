import type { DeskEvent } from "../events/vocabulary.ts";
import { type EventRecorder, eventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { HOUR, MINUTE, SECOND, wholeSecond } from "./story.ts";

interface Ended extends EventRecorder {
  readonly conversation: string;
  readonly random: Random;
  /** When it was last resolved, and by whom. */
  readonly at: number;
  readonly agent: string | undefined;
  readonly isOutage: boolean;
}

const oneToFive = { min: 1, max: 5, betterIs: "higher" } as const;

/** What a conversation leads to: surveys, time that was logged, orders and payments. Nothing for one without an end. */
export function afterConversation(
  events: readonly DeskEvent[],
  conversation: string,
  isOutage: boolean,
  random: Random,
): readonly DeskEvent[] {
  const resolved = events.findLast((event) => event.type === "conversation.resolved");
  if (resolved?.type !== "conversation.resolved") return [];
  const recorder = eventRecorder(`${conversation}-after`);
  const ended: Ended = {
    ...recorder,
    conversation,
    random,
    at: resolved.at.getTime(),
    agent: resolved.data.agent,
    isOutage,
  };
  offer(ended, events);
  ask(ended);
  logTime(ended);
  sell(ended);
  return recorder.events;
}

/** Whoever rated was asked before; so were others. */
function offer({ record, random, conversation, at }: Ended, events: readonly DeskEvent[]): void {
  const asked = { survey: "csat", conversation } as const;
  const rated = events.filter(({ type }) => type === "survey.answered");
  for (const answer of rated) {
    const before = events.findLast(
      (event) => event.type === "conversation.resolved" && event.at <= answer.at,
    );
    if (before) record("survey.offered", before.at.getTime() + 3 * SECOND, asked);
  }
  if (rated.length === 0 && random.chance(0.3)) record("survey.offered", at + 3 * SECOND, asked);
}

/** The rarer surveys, each of a few. */
function ask({ record, random, conversation, at, isOutage }: Ended): void {
  const later = () => wholeSecond(at + random.logNormal(80, 0.8) * MINUTE);
  const isGood = () => random.chance(isOutage ? 0.35 : 0.88);
  const stars = () =>
    Number(isGood() ? random.weighted({ 5: 6, 4: 4 }) : random.weighted({ 3: 5, 2: 3, 1: 2 }));
  if (random.chance(0.08)) {
    const score = Number(
      isGood() ? random.weighted({ 1: 4, 2: 5, 3: 2 }) : random.weighted({ 4: 3, 5: 3, 6: 2, 7: 1 }),
    );
    record("survey.answered", later(), {
      survey: "ces",
      conversation,
      score,
      scale: { min: 1, max: 7, betterIs: "lower" },
    });
  }
  if (random.chance(0.1)) {
    const answer = isGood() ? "happy" : random.weighted({ neutral: 3, sad: 2 });
    record("survey.answered", later(), { survey: "smiley", conversation, answer });
  }
  if (random.chance(0.06))
    record("survey.answered", later(), {
      survey: "effectiveness",
      conversation,
      score: stars(),
      scale: oneToFive,
    });
  if (random.chance(0.06))
    record("survey.answered", later(), {
      survey: "friendliness",
      conversation,
      score: stars(),
      scale: oneToFive,
    });
}

function logTime({ record, random, conversation, at, agent }: Ended): void {
  if (agent === undefined || !random.chance(0.3)) return;
  const seconds = Math.round(random.logNormal(420, 0.6));
  record("handling.logged", at + 20 * SECOND, { conversation, agent, seconds, kind: "work" });
}

function sell({ record, random, conversation, at, agent, isOutage }: Ended): void {
  if (isOutage) return;
  const by = agent === undefined ? {} : { agent };
  if (random.chance(0.09))
    record("conversion.recorded", at + 10 * MINUTE, {
      kind: random.weighted({ trial: 5, upgrade: 3, "add-on": 2 }),
      conversation,
    });
  if (random.chance(0.055)) {
    const amount = cents(random.logNormal(95, 0.6));
    const newCustomer = random.chance(0.35);
    record("order.placed", wholeSecond(at + random.logNormal(3, 0.7) * HOUR), {
      order: `order-${conversation}`,
      conversation,
      amount,
      currency: "EUR",
      newCustomer,
      ...by,
    });
  }
  if (random.chance(0.035)) {
    const payment = {
      payment: `payment-${conversation}`,
      amount: cents(random.logNormal(140, 0.7)),
      currency: "EUR",
      conversation,
      ...by,
    };
    record("payment.requested", at + MINUTE, payment);
    if (random.chance(0.72))
      record("payment.received", wholeSecond(at + random.logNormal(20, 0.8) * HOUR), payment);
  }
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
