import { badDay } from "./bad-day.ts";
import { HOUR, MINUTE, type Story, wholeSecond } from "./story.ts";
import { reply } from "./story-reply.ts";

const DAY = 24 * HOUR;

/** What is left after the last reply: tags, a snooze, the resolution, the rating, sometimes a return. */
export function endOfStory(story: Story): void {
  const { record, random, conversation, arrival } = story;
  if (random.chance(0.14)) record("conversation.tagged", story.at, { conversation, tags: [tag(story)] });
  if (arrival.channel === "email" && random.chance(0.08)) snooze(story);
  if (random.chance(0.006)) merge(story);
  resolve(story);
  if (random.chance(arrival.isOutage ? 0.09 : 0.04)) comeBack(story);
  const minutes = random.logNormal(35, 0.8);
  record("conversation.closed", wholeSecond(story.at + minutes * MINUTE), {
    conversation,
    agent: story.agent.id,
  });
}

function tag({ random, arrival }: Story): string {
  if (arrival.isOutage) return "outage";
  return random.weighted({ bug: 3, complaint: 2, "feature-request": 3, vip: 2, refund: 2 });
}

function snooze(story: Story): void {
  const { record, random, conversation } = story;
  const until = story.at + random.whole(16, 48) * HOUR;
  record("conversation.snoozed", story.at + 30_000, { conversation, until: new Date(until).toISOString() });
  record("conversation.unsnoozed", until, { conversation });
  story.at = until;
  reply(story);
}

/** The same customer has written twice. */
function merge({ record, random, conversation, customer, arrival, at }: Story): void {
  const second = `${conversation}-again`;
  const opened = Math.min(arrival.at + random.whole(5, 30) * MINUTE, at);
  const { channel, team, topic } = arrival;
  record("conversation.opened", opened, { conversation: second, channel, customer, team, topic });
  record("message.received", opened, { conversation: second, customer });
  record("conversation.merged", at + 20_000, { conversation: second, into: conversation });
}

function resolve(story: Story): void {
  const { record, random, conversation, clock, arrival } = story;
  const isQuick = arrival.channel === "chat" || arrival.channel === "phone";
  const isLong = random.chance(arrival.isOutage ? 0.06 : 0.07);
  // Nobody can pay before the provider is back.
  if (arrival.isOutage)
    story.at = Math.max(story.at, arrival.day.at(badDay.to) + random.whole(0, 90) * MINUTE);
  const hours = isLong
    ? Math.min(random.logNormal(14, 0.7), 60)
    : random.logNormal(isQuick ? 0.05 : 1.2, 0.8);
  story.at = wholeSecond(clock.addOpen(arrival.team, story.at, hours * HOUR));
  const agent = story.agent.id;
  record("conversation.resolved", story.at, { conversation, agent });
  rate(story);
}

function rate({ record, random, conversation, arrival, agent, at }: Story): void {
  if (!random.chance(arrival.isOutage ? 0.42 : 0.26)) return;
  const isGood = random.chance(arrival.isOutage ? 0.27 : 0.91 + agent.charm);
  const score = Number(isGood ? random.weighted({ 5: 7, 4: 3 }) : random.weighted({ 3: 4, 2: 3, 1: 3 }));
  const minutes = arrival.channel === "chat" ? random.logNormal(2, 0.5) : random.logNormal(90, 1);
  record("survey.answered", wholeSecond(at + minutes * MINUTE), {
    survey: "csat",
    conversation,
    score,
    scale: { min: 1, max: 5, betterIs: "higher" },
  });
}

/** It was not solved after all: the customer writes again and it is resolved once more. */
function comeBack(story: Story): void {
  const { record, random, conversation } = story;
  story.at += wholeSecond(Math.min(random.logNormal(18, 0.9) * HOUR, 6 * DAY));
  record("conversation.reopened", story.at, { conversation, by: "customer" });
  record("message.received", story.at, { conversation });
  reply(story);
  resolve(story);
}
