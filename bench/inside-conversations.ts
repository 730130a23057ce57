import type { EventRecorder } from "../src/demo/event-recorder.ts";
import type { Random } from "../src/demo/random.ts";
import type { DeskEvent, EventData } from "../src/events/vocabulary.ts";

const MINUTE = 60_000;
const fiveStars = { min: 1, max: 5, betterIs: "higher" } as const;

/** What comes with an event of a sample desk's conversation. */
export function insideConversations(recorder: EventRecorder, event: DeskEvent, random: Random): void {
  if (event.type === "conversation.opened") opened(recorder, event.data, event.at.getTime(), random);
  if (event.type === "message.received") received(recorder, event.data, event.at.getTime(), random);
  if (event.type === "conversation.resolved") resolved(recorder, event.data, event.at.getTime(), random);
}

/** An automation had written to the customer, and some of them answer it. */
function opened(
  { record }: EventRecorder,
  { conversation, customer }: EventData<"conversation.opened">,
  at: number,
  random: Random,
): void {
  if (random.chance(0.1)) {
    const message = { channel: "sms", customer };
    record("message.sent", at - 90 * MINUTE, { ...message, author: { kind: "automation" } });
    if (random.chance(0.2))
      record("message.received", at - 30 * MINUTE, {
        ...message,
        inReplyTo: "automation",
        sentiment: "neutral",
      });
  }
  if (random.chance(0.04))
    record("conversation.updated", at + 2 * MINUTE, { conversation, priority: "high" });
}

function received(
  { record }: EventRecorder,
  { conversation }: EventData<"message.received">,
  at: number,
  random: Random,
): void {
  const sentiment = random.weighted({ positive: 3, neutral: 5, negative: 2, unsure: 1 });
  if (random.chance(0.3))
    record("message.received", at + 20_000, {
      conversation,
      sentiment,
      ...(random.chance(0.2) ? { media: ["image"] } : {}),
    });
}

function resolved(
  { record }: EventRecorder,
  { conversation, agent }: EventData<"conversation.resolved">,
  at: number,
  random: Random,
): void {
  if (agent === undefined) return;
  const amount = random.whole(20, 400);
  const currency = random.weighted({ EUR: 8, USD: 2 });
  const money = { amount, currency, conversation, agent };
  if (random.chance(0.4))
    record("handling.logged", at, { conversation, agent, seconds: random.whole(60, 1800), kind: "work" });
  if (random.chance(0.6)) record("survey.offered", at + MINUTE, { conversation, survey: "csat" });
  if (random.chance(0.05)) record("order.placed", at + 30 * MINUTE, { ...money, order: conversation });
  if (random.chance(0.05)) record("conversion.recorded", at + 10 * MINUTE, { conversation, kind: "sign-up" });
  if (random.chance(0.04)) {
    record("payment.requested", at, { ...money, payment: conversation });
    if (random.chance(0.8)) record("payment.received", at + 60 * MINUTE, { ...money, payment: conversation });
  }
  if (random.chance(0.1))
    record("survey.answered", at + 20 * MINUTE, {
      survey: random.weighted({ ces: 3, effectiveness: 2, friendliness: 2 }),
      score: random.whole(2, 5),
      scale: fiveStars,
      conversation,
    });
  if (random.chance(0.06))
    record("survey.answered", at + 25 * MINUTE, { survey: "nps", score: random.whole(3, 10), conversation });
  if (random.chance(0.06))
    record("survey.answered", at + 30 * MINUTE, {
      survey: "smiley",
      answer: random.weighted({ happy: 6, neutral: 2, sad: 1 }),
      conversation,
    });
}
