import type { EventType } from "../../../events/vocabulary.ts";
import { eventId } from "../../event-id.ts";
import type { RawEvent } from "../../source.ts";
import { statusChange } from "./status-change.ts";

export interface StatusChanged {
  readonly ticket: string | undefined;
  /** Of the change at Zendesk. */
  readonly id: string | undefined;
  readonly time: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly actor: string | undefined;
  readonly requester: string | undefined;
}

/** The events of one change of status, by whoever made it: an agent, the requester, or (actor -1) Zendesk itself. */
export function statusEvents(change: StatusChanged): RawEvent[] {
  return statusChange(change.from, change.to).map((type) => ({
    type,
    id: eventId(change.id, type.split(".")[1]),
    time: change.time,
    data: { conversation: change.ticket, ...details(type, change) },
  }));
}

function details(type: EventType, { actor, requester }: StatusChanged): Record<string, unknown> {
  const isSystem = actor === "-1" || actor === "0";
  const isCustomer = actor !== undefined && actor === requester;
  const agent = isSystem || isCustomer ? undefined : actor;
  switch (type) {
    case "conversation.discarded":
      return { reason: "deleted" };
    case "conversation.resolved":
      return { agent, automatic: isSystem || undefined };
    case "conversation.closed":
      return { agent };
    case "conversation.reopened":
      return { by: isCustomer ? "customer" : agent && "agent" };
    default:
      return {};
  }
}
