import type { DeskEvent } from "../events/vocabulary.ts";
import type { Arrival } from "./arrivals.ts";
import { demoAgents } from "./demo-team.ts";
import { type DemoChannel, demoProducts, demoSegments } from "./demo-topics.ts";
import { eventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { HOUR, MINUTE, SECOND, type Story, wholeSecond } from "./story.ts";
import { endOfStory } from "./story-endings.ts";
import { reply } from "./story-reply.ts";

/** Turns after the first, on average. */
const furtherTurns: Readonly<Record<DemoChannel, number>> = {
  chat: 1.7,
  phone: 0,
  whatsapp: 1.4,
  email: 0.55,
  "web-form": 0.5,
};

const customers = 2400;

/** Tells one conversation from its opening to its end, which may lie after the history's. */
export function conversationStory(
  arrival: Arrival,
  conversation: string,
  desk: Pick<Story, "clock" | "onDuty">,
  random: Random,
): readonly DeskEvent[] {
  const story: Story = {
    ...eventRecorder(conversation),
    ...desk,
    conversation,
    customer: `customer-${String(random.whole(1, customers)).padStart(4, "0")}`,
    arrival,
    random,
    at: arrival.at,
    agent: demoAgents.find(({ team }) => team === arrival.team) ?? random.pick(demoAgents),
  };
  if (random.chance(0.025)) checkIn(story);
  else if (opening(story) === "goes on") {
    reply(story);
    if (arrival.channel === "phone") talk(story);
    for (let turns = random.count(furtherTurns[arrival.channel]); turns > 0; turns -= 1) furtherTurn(story);
    endOfStory(story);
  }
  return story.events;
}

/** The customer's opening, and the bot's try on the channels that have one. */
function opening(story: Story): "goes on" | "over" {
  const { record, random, conversation, customer, arrival } = story;
  const { channel, team, topic } = arrival;
  const isUrgent = arrival.isOutage ? random.chance(0.4) : random.chance(0.05);
  record("conversation.opened", story.at, {
    conversation,
    channel,
    customer,
    team,
    topic,
    product: random.weighted(demoProducts),
    segment: random.weighted(demoSegments),
    priority: isUrgent ? "urgent" : random.weighted({ normal: 82, high: 14, low: 4 }),
  });
  record("message.received", story.at, { conversation, customer });
  if (random.chance(0.012)) {
    record("conversation.discarded", story.at + random.whole(5, 240) * MINUTE, {
      conversation,
      reason: "spam",
    });
    return "over";
  }
  const hasBot = channel === "chat" || channel === "whatsapp";
  return hasBot && random.chance(0.5) ? bot(story) : "goes on";
}

function bot(story: Story): "goes on" | "over" {
  const { record, random, conversation, arrival } = story;
  story.at += random.whole(3, 6) * SECOND;
  record("message.sent", story.at, { conversation, author: { kind: "bot", id: "iris" } });
  if (!arrival.isOutage && random.chance(0.16)) {
    story.at += random.whole(2, 9) * MINUTE;
    record("conversation.resolved", story.at, { conversation, automatic: true });
    record("conversation.closed", story.at + 24 * HOUR, { conversation });
    return "over";
  }
  story.at += random.whole(40, 150) * SECOND;
  record("conversation.handed-over", story.at, { conversation, from: "bot", team: arrival.team });
  return "goes on";
}

function furtherTurn(story: Story): void {
  const { record, random, conversation, arrival } = story;
  const minutes = arrival.channel === "chat" ? random.logNormal(1.6, 0.6) : random.logNormal(70, 1.1);
  story.at += wholeSecond(minutes * MINUTE);
  record("message.received", story.at, { conversation });
  reply(story);
}

function talk(story: Story): void {
  const { record, random, conversation } = story;
  const seconds = Math.round(random.logNormal(260, 0.6));
  story.at += seconds * SECOND;
  record("handling.logged", story.at, { conversation, agent: story.agent.id, seconds, kind: "talk" });
}

/** The desk writes first: a question a week after the start. */
function checkIn(story: Story): void {
  const { record, random, conversation, customer, clock, arrival } = story;
  story.at = wholeSecond(clock.addOpen(arrival.team, arrival.at, 0));
  story.agent = random.pick([...story.onDuty(arrival.team, story.at), story.agent]);
  const { team, id: agent } = story.agent;
  record("conversation.opened", story.at, {
    conversation,
    channel: "email",
    customer,
    initiatedBy: "agent",
    agent,
    team,
    topic: "check-in",
    product: random.weighted(demoProducts),
    segment: random.weighted(demoSegments),
    priority: "low",
  });
  record("message.sent", story.at, { conversation, author: { kind: "agent", id: agent } });
  if (random.chance(0.6)) {
    story.at += wholeSecond(random.logNormal(5, 0.8) * HOUR);
    record("message.received", story.at, { conversation });
    reply(story);
  }
  endOfStory(story);
}
