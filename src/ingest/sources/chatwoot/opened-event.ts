import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";
import { channelOf } from "./channel-of.ts";
import { kindOf } from "./message-events.ts";

/** The opening of a conversation, by whoever wrote the first of these messages. */
export function openedEvent(conversation: JsonView, first: JsonView): RawEvent {
  const { id } = conversation.at("id");
  return {
    id: eventId("conversation", id, "opened"),
    type: "conversation.opened",
    time: conversation.at("created_at").instant ?? conversation.at("timestamp").instant,
    data: {
      conversation: id,
      channel: channelOf(conversation.at("channel").id ?? conversation.at("meta", "channel").id),
      customer: conversation.at("meta", "sender", "id").id,
      initiatedBy: kindOf(first) === "outgoing" ? "agent" : "customer",
      agent: conversation.at("meta", "assignee", "id").id,
      team: conversation.at("meta", "team", "id").id,
      priority: conversation.at("priority").id,
    },
  };
}
