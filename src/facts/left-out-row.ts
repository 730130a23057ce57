import type { DeskEvent } from "../events/vocabulary.ts";
import { assignmentAfter, unassigned } from "./assignment.ts";
import { noResolution } from "./conversation-row.ts";
import { lastKnownAttributes } from "./last-known-attributes.ts";
import { openingOf } from "./opening.ts";
import type { ConversationRow } from "./rows.ts";

/** Why a conversation is in no number. */
type Fate = Pick<ConversationRow, "status" | "mergedInto" | "discardReason">;

/**
 * The only row of a merged or discarded conversation, so that what was left out can be counted.
 *
 * @param events its own, in order
 */
export function leftOutRow(
  conversation: string,
  events: readonly DeskEvent[],
  fate: Fate,
): ConversationRow | null {
  const opening = openingOf(events);
  const first = opening ?? events[0];
  const last = events.at(-1);
  if (!first || !last) return null;
  return {
    ...lastKnownAttributes(conversation, events, opening),
    ...events.reduce(assignmentAfter, unassigned),
    openedAt: first.at,
    ...fate,
    isArchived: false,
    repliedAt: null,
    replies: 0,
    firstResolvedAt: null,
    ...noResolution,
    handleMs: null,
    lastEventAt: last.at,
  };
}
