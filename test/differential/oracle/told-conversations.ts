import type { Heard } from "./heard.ts";

/** What moves to the conversation that another was merged into. */
const moves = /^(message|note|handling|survey|order|conversion|payment)\./;

/**
 * The events of each conversation that counts, in order: its own, and what moved to it from those merged into it.
 * Merged and discarded ones are left out, whenever that happened.
 */
export function toldConversations(heard: readonly Heard[]): ReadonlyMap<string, readonly Heard[]> {
  const discarded = new Set(
    heard.filter(({ type }) => type === "conversation.discarded").map(({ data }) => data.conversation),
  );
  const into = mergesIn(heard.filter(({ data }) => !discarded.has(data.conversation)));
  const told = new Map<string, Heard[]>();
  for (const event of heard) {
    const own = event.data.conversation;
    if (own === undefined || discarded.has(own)) continue;
    if (into.has(own) && !moves.test(event.type)) continue;
    const survivor = end(own, into);
    if (!discarded.has(survivor)) told.set(survivor, [...(told.get(survivor) ?? []), event]);
  }
  return told;
}

/** Of several merges of one conversation the last counts; one that closes a circle is none. */
function mergesIn(heard: readonly Heard[]): Map<string, string> {
  const into = new Map<string, string>();
  for (const { type, data } of heard) {
    const { conversation, into: target } = data;
    if (type !== "conversation.merged" || conversation === undefined || target === undefined) continue;
    if (end(target, into, conversation) !== conversation) into.set(conversation, target);
  }
  return into;
}

function end(conversation: string, into: ReadonlyMap<string, string>, stop?: string): string {
  const next = conversation === stop ? undefined : into.get(conversation);
  return next === undefined ? conversation : end(next, into, stop);
}
