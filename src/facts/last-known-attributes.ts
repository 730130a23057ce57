import type { DeskEvent } from "../events/vocabulary.ts";
import { initiatorOf } from "./opening.ts";
import type { ConversationAttributes } from "./rows.ts";

type Known = { [K in "channel" | "priority" | "topic" | "product" | "segment" | "customer"]?: string | null };

/** What a conversation is like, as far as it was told. */
export interface Knowledge {
  learn(event: DeskEvent): void;
  /** As last known; a channel or customer that was never stated is taken from the first message that names one. */
  attributes(conversation: string, opening: DeskEvent | undefined): ConversationAttributes;
}

/**
 * What a conversation is like, as last known.
 *
 * @param events in order
 */
export function lastKnownAttributes(
  conversation: string,
  events: readonly DeskEvent[],
  opening: DeskEvent | undefined,
): ConversationAttributes {
  const knowledge = noKnowledge();
  for (const event of events) knowledge.learn(event);
  return knowledge.attributes(conversation, opening);
}

/** To be told the events of a conversation, in order. */
export function noKnowledge(): Knowledge {
  const known: Known = {};
  const ofMessages: Known = {};
  const tags = new Set<string>();
  return {
    learn(event) {
      if (event.type === "conversation.opened") learn(known, event.data, ["channel"]);
      if (event.type === "conversation.opened" || event.type === "conversation.updated")
        learn(known, event.data, ["priority", "topic", "product", "segment", "customer"]);
      if (event.type === "message.received" || event.type === "message.sent")
        ofMessages.channel ??= event.data.channel ?? null;
      if (event.type === "message.received") ofMessages.customer ??= event.data.customer ?? null;
      retag(tags, event);
    },
    attributes: (conversation, opening) => ({
      conversation,
      channel: known.channel ?? ofMessages.channel ?? null,
      priority: known.priority ?? null,
      topic: known.topic ?? null,
      product: known.product ?? null,
      segment: known.segment ?? null,
      customer: (known.customer === undefined ? ofMessages.customer : known.customer) ?? null,
      initiatedBy: initiatorOf(opening),
      tags: [...tags].sort(),
    }),
  };
}

function learn<K extends keyof Known>(
  known: Known,
  data: { readonly [key in K]?: Known[K] | undefined },
  keys: K[],
): void {
  for (const key of keys) {
    const value = data[key];
    if (value !== undefined) known[key] = value;
  }
}

function retag(tags: Set<string>, event: DeskEvent): void {
  if (event.type === "conversation.opened" || event.type === "conversation.tagged")
    for (const tag of event.data.tags ?? []) tags.add(tag);
  if (event.type === "conversation.untagged") for (const tag of event.data.tags) tags.delete(tag);
}
