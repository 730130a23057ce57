import { JsonView } from "../../json-view.ts";
import type { SourceEvents } from "../../source.ts";
import { messageEvents } from "./message-events.ts";
import { openedEvent } from "./opened-event.ts";
import { ratingEvents } from "./rating-events.ts";
import { statusEvents } from "./status-events.ts";

/**
 * Conversations as the API lists them, each with all its messages under `messages`. The list does not tell when a
 * conversation was resolved or snoozed: one that is now counts from its last change.
 */
export function exportedConversations(documents: readonly JsonView[]): SourceEvents {
  const events = documents.flatMap(conversationsOf).flatMap((conversation) => {
    const messages = conversation
      .at("messages")
      .list.toSorted((a, b) => at(a) - at(b) || (a.at("id").number ?? 0) - (b.at("id").number ?? 0));
    const status = conversation.at("status").id;
    return [
      openedEvent(conversation, messages[0] ?? new JsonView(undefined)),
      ...messages.flatMap((message) => messageEvents(message, conversation)),
      ...messages.flatMap((message) => ratingEvents(message, conversation)),
      ...(status === "open" ? [] : statusEvents(conversation, undefined, status)),
    ];
  });
  return { events, ignored: [] };
}

/** A page of `GET /conversations`, of a filter's answer, or one conversation. */
function conversationsOf(document: JsonView): readonly JsonView[] {
  const page = [document.at("data", "payload"), document.at("payload")].find((list) => list.isPresent);
  return page ? page.list : [document];
}

function at(message: JsonView): number {
  const time = Date.parse(message.at("created_at").instant ?? "");
  return Number.isNaN(time) ? 0 : time;
}
