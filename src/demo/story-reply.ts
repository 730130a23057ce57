import { strain } from "./bad-day.ts";
import type { DemoChannel } from "./demo-topics.ts";
import { MINUTE, SECOND, type Story, wholeSecond } from "./story.ts";

/** Median waits for a reply in opening time, minutes. */
const replyMinutes: Readonly<Record<DemoChannel, number>> = {
  chat: 2.4,
  phone: 0.6,
  whatsapp: 11,
  email: 48,
  "web-form": 60,
};

/** Somebody of the team takes the conversation and answers. */
export function reply(story: Story): void {
  const { record, random, clock, conversation, arrival } = story;
  const { team, channel } = arrival;
  const factor = strain(clock.dayAt(story.at), arrival.isOutage, team);
  const minutes = random.logNormal(replyMinutes[channel], 0.75) * story.agent.pace * factor;
  const before = story.agent;
  const isFirst = !story.events.some(({ type }) => type === "conversation.assigned");
  const asked = story.at;
  story.at = wholeSecond(clock.addOpen(team, asked, minutes * MINUTE));
  const onDuty = story.onDuty(team, story.at);
  // A conversation stays with its agent while he is there.
  if (onDuty.length > 0 && (isFirst || !onDuty.includes(before))) story.agent = random.pick(onDuty);
  if (isFirst || story.agent !== before) {
    const taken = Math.max(asked, story.at - random.whole(4, 90) * SECOND);
    record("conversation.assigned", taken, { conversation, agent: story.agent.id, team });
  }
  record("message.sent", story.at, { conversation, author: { kind: "agent", id: story.agent.id } });
  if (random.chance(0.06)) {
    record("note.added", story.at + random.whole(10, 50) * SECOND, { conversation, agent: story.agent.id });
  }
}
