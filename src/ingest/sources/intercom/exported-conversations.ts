import type { JsonView } from "../../json-view.ts";
import type { RawEvent, SourceEvents } from "../../source.ts";
import { type Conversation, conversationOf, openingEvents } from "./conversation.ts";
import { type Part, partEvent, partMessage, partNote, partsOf } from "./part.ts";
import { ratingEvents } from "./rating-events.ts";

/** Conversations with their parts, as `GET /conversations/{id}` gives them: one, a list, or pages of a list. */
export function exportedConversations(documents: readonly JsonView[]): SourceEvents {
  const conversations = documents.flatMap((document) =>
    document.at("conversations").isPresent ? document.at("conversations").list : [document],
  );
  const ignored: string[] = [];
  const events = conversations.flatMap((view) => {
    const conversation = conversationOf(view);
    const told = partsOf(conversation).flatMap((part) => {
      const made = partEvents(conversation, part);
      if (made.length === 0) ignored.push(part.type);
      return made;
    });
    const ratedAt = view.at("conversation_rating", "created_at").instant;
    return [...openingEvents(conversation), ...told, ...ratingEvents(conversation, ratedAt)];
  });
  return { events, ignored };
}

/** A part's type says what happened: `assign_and_reopen` is two things. */
function partEvents(conversation: Conversation, part: Part): RawEvent[] {
  const { type, agent } = part;
  const happened = (name: RawEvent["type"], data: RawEvent["data"] = {}) =>
    partEvent(conversation, part, name, data);
  return [
    ...(type === "open" || type.endsWith("reopen")
      ? [happened("conversation.reopened", { by: agent === undefined ? "customer" : "agent" })]
      : []),
    ...(type.includes("assign") ? [happened("conversation.assigned", assignedTo(part.view))] : []),
    ...partMessage(conversation, part),
    ...partNote(conversation, part),
    ...(type === "snoozed" ? [happened("conversation.snoozed")] : []),
    ...(type.includes("unsnooze") ? [happened("conversation.unsnoozed")] : []),
    ...(type === "close" ? [happened("conversation.closed", { agent })] : []),
  ];
}

function assignedTo(part: JsonView): Record<string, unknown> {
  const id = part.at("assigned_to", "id").id ?? null;
  return part.at("assigned_to", "type").id === "team" ? { team: id } : { agent: id };
}
