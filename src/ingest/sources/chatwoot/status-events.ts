import type { EventType } from "../../../events/vocabulary.ts";
import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";

/**
 * What a conversation's change of status means. Pending is with the bot, open with people.
 *
 * @param from undefined where Chatwoot does not tell it
 */
export function statusEvents(
  conversation: JsonView,
  from: string | undefined,
  to: string | undefined,
): RawEvent[] {
  const type = meaning(from, to);
  if (type === undefined) return [];
  const { id } = conversation.at("id");
  const time = changedAt(conversation);
  const until = conversation.at("snoozed_until").instant;
  const more =
    type === "conversation.handed-over" ? { from: "bot" } : type === "conversation.snoozed" ? { until } : {};
  return [
    {
      id: eventId("conversation", id, type.split(".")[1], time),
      type,
      time,
      data: { conversation: id, ...more },
    },
  ];
}

/** Older servers tell no time of the change, but that of the last activity. */
export function changedAt(conversation: JsonView): string | undefined {
  return conversation.at("updated_at").instant ?? conversation.at("timestamp").instant;
}

function meaning(from: string | undefined, to: string | undefined): EventType | undefined {
  switch (to) {
    case "resolved":
      return "conversation.resolved";
    case "snoozed":
      return "conversation.snoozed";
    case "open":
      if (from === "pending") return "conversation.handed-over";
      return from === "snoozed" ? "conversation.unsnoozed" : "conversation.reopened";
    default:
      return undefined;
  }
}
