import fc from "fast-check";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { events, type Line } from "./timetable.ts";

const conversations = ["c1", "c2", "c3", "c4"] as const;
const agents = ["ann", "ben"] as const;
const teams = ["front", "back"] as const;

const conversation = fc.constantFrom(...conversations);
const agent = fc.constantFrom(...agents);
const maybeAgent = fc.option(agent, { nil: undefined });
const clearable = <T>(values: fc.Arbitrary<T>) => fc.oneof(values, fc.constantFrom(null, undefined));
const tags = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 2 });
const author = fc.oneof(
  { arbitrary: agent.map((id) => ({ kind: "agent", id })), weight: 4 },
  { arbitrary: fc.constantFrom("bot", "automation", "campaign").map((kind) => ({ kind })), weight: 1 },
);

const money = {
  amount: fc.constantFrom("10.00", "12.5", 0, 7),
  currency: fc.constantFrom("EUR", "USD"),
};

const happening = fc.oneof(
  kind("conversation.opened", 3, {
    channel: fc.constantFrom("chat", "email"),
    initiatedBy: fc.constantFrom("customer", "agent", undefined),
    agent: maybeAgent,
    tags: fc.option(tags, { nil: undefined }),
  }),
  kind("conversation.updated", 1, { priority: clearable(fc.constantFrom("low", "high")) }),
  kind("conversation.tagged", 1, { tags }),
  kind("conversation.untagged", 1, { tags }),
  kind("conversation.assigned", 2, { agent: clearable(agent), team: clearable(fc.constantFrom(...teams)) }),
  kind("conversation.snoozed", 2, {}),
  kind("conversation.unsnoozed", 1, {}),
  kind("conversation.reopened", 2, {}),
  kind("message.received", 8, {}),
  kind("conversation.handed-over", 1, {
    from: fc.constant("bot"),
    team: fc.option(fc.constantFrom(...teams), { nil: undefined }),
  }),
  kind("message.sent", 8, { author }),
  kind("note.added", 1, { agent }),
  kind("handling.logged", 1, { agent, seconds: fc.integer({ min: 0, max: 999 }) }),
  kind("survey.answered", 2, {
    survey: fc.constantFrom("csat", "nps"),
    score: fc.integer({ min: 1, max: 5 }),
    agent: maybeAgent,
  }),
  kind("survey.offered", 1, { survey: fc.constantFrom("csat", "nps") }),
  kind("order.placed", 1, { order: fc.constantFrom("A-1", "A-2"), ...money, agent: maybeAgent }),
  kind("conversion.recorded", 1, { kind: fc.constantFrom("trial", "newsletter") }),
  kind("payment.requested", 1, { payment: fc.constant("P-1"), ...money, agent: maybeAgent }),
  kind("payment.received", 1, { payment: fc.constant("P-1"), ...money }),
  kind("conversation.resolved", 4, { agent: maybeAgent, automatic: fc.constantFrom(true, undefined) }),
  kind("conversation.closed", 3, { agent: maybeAgent, archived: fc.constantFrom(true, undefined) }),
  kind("conversation.merged", 1, { into: conversation }),
  kind("conversation.discarded", 1, { reason: fc.constant("spam") }),
);

/** Few conversations and few instants, so that much happens at once and to the same. */
const line = fc
  .tuple(fc.integer({ min: 0, max: 40 }), conversation, happening)
  .map(
    ([minute, id, [type, data]]): Line => [
      `10:${String(minute).padStart(2, "0")}`,
      type,
      { conversation: id, ...data },
    ],
  );

/** What may happen to a few conversations, in any order of arrival. */
export const stories: fc.Arbitrary<readonly DeskEvent[]> = fc
  .array(line, { maxLength: 40 })
  .map((lines) => events(...lines));

/** A way for events to arrive: shuffled, and some of them again. */
export function arrivals(story: readonly DeskEvent[]): fc.Arbitrary<readonly DeskEvent[]> {
  const all = fc.shuffledSubarray([...story], { minLength: story.length });
  return fc.tuple(all, fc.subarray([...story])).map(([first, again]) => [...first, ...again]);
}

function kind(
  type: Line[1],
  weight: number,
  data: Record<string, fc.Arbitrary<unknown>>,
): { arbitrary: fc.Arbitrary<[Line[1], Record<string, unknown>]>; weight: number } {
  return { arbitrary: fc.record(data).map((fields) => [type, fields]), weight };
}
