import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";
import { messageEvent } from "./message-event.ts";

/** Who and what a conversation is with, in either version of the API. */
export interface Conversation {
  readonly view: JsonView;
  readonly id: string | undefined;
  readonly customer: string | undefined;
  /** The message it began with. */
  readonly source: JsonView;
}

export function conversationOf(view: JsonView): Conversation {
  const source = view.at("source").isPresent ? view.at("source") : view.at("conversation_message");
  const contact = view.at("contacts", "contacts", 0, "id").id ?? view.at("contacts", 0, "id").id;
  return { view, id: view.at("id").id, customer: view.at("user", "id").id ?? contact, source };
}

/** Its opening and its first message. */
export function openingEvents(conversation: Conversation): RawEvent[] {
  const { id, customer, source, view } = conversation;
  const author = source.at("author");
  const isByAgent = author.at("type").id === "admin";
  const isByCustomer = ["user", "lead", "contact"].includes(author.at("type").id ?? "user");
  const time = view.at("created_at").instant;
  const opened: RawEvent = {
    id: eventId("conversation", id, "opened"),
    type: "conversation.opened",
    time,
    data: {
      conversation: id,
      channel: channelOf(source),
      customer,
      initiatedBy: isByAgent ? "agent" : isByCustomer ? "customer" : "automation",
    },
  };
  const message = messageEvent(
    conversation,
    { view: source, eventId: eventId("conversation", id, "source"), id: source.at("id").id, time },
    author,
  );
  return message ? [opened, message] : [opened];
}

/** Version 1 does not say; in the messenger people chat. */
function channelOf(source: JsonView): string {
  const type = source.at("type").id;
  return type === undefined || type === "conversation" || type === "conversation_message" ? "chat" : type;
}
