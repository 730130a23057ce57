import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent } from "../../source.ts";
import { phaseOf } from "./words.ts";

/**
 * How a ticket stands at the export's time. When it was resolved or closed is told with `include=stats`; without, its
 * last change is the latest that it can have been.
 */
export function endingEvents(ticket: JsonView): RawEvent[] {
  const { id } = ticket.at("id");
  const phase = phaseOf(ticket.at("status").id);
  const stats = ticket.at("stats");
  const changedAt = ticket.at("updated_at").instant;
  const resolvedAt = stats.at("resolved_at").instant;
  const event = (type: RawEvent["type"], time: string | undefined, data: object = {}): RawEvent => ({
    id: eventId("ticket", id, type.split(".")[1], time),
    type,
    time,
    data: { conversation: id, ...data },
  });
  const discarded =
    ticket.at("spam").flag === true ? "spam" : ticket.at("deleted").flag === true && "deleted";
  if (discarded) return [event("conversation.discarded", changedAt, { reason: discarded })];
  switch (phase) {
    case "solved":
      return [event("conversation.resolved", resolvedAt ?? changedAt)];
    case "closed":
      return [
        ...(resolvedAt === undefined ? [] : [event("conversation.resolved", resolvedAt)]),
        event("conversation.closed", stats.at("closed_at").instant ?? changedAt),
      ];
    case "waiting":
      return [event("conversation.snoozed", stats.at("pending_since").instant ?? changedAt)];
    default:
      return [];
  }
}
