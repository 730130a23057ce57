import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent, SourceEvents } from "../../source.ts";
import { messageEvents } from "./message-events.ts";
import { openedEvent } from "./opened-event.ts";
import { ratingEvents } from "./rating-events.ts";
import { changedAt, statusEvents } from "./status-events.ts";

type Topic = (body: JsonView) => readonly RawEvent[];

/** https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks */
const topics: Readonly<Record<string, Topic>> = {
  conversation_created: (body) => [openedEvent(body, body.at("messages", 0))],
  message_created: (body) => messageEvents(body, body.at("conversation")),
  message_updated: (body) => ratingEvents(body, body.at("conversation")),
  conversation_status_changed: (body) =>
    statusEvents(body, changed(body, "status").from, changed(body, "status").to ?? body.at("status").id),
  // Agent bots get these two instead; the status they carry may still be the one before.
  conversation_opened: (body) => statusEvents(body, statusBefore(body, "open"), "open"),
  conversation_resolved: (body) => statusEvents(body, statusBefore(body, "resolved"), "resolved"),
  conversation_updated: updated,
};

/** The events of one webhook. */
export function webhookEvents(body: JsonView): SourceEvents {
  const topic = body.at("event").id ?? "without an event";
  const events = Object.hasOwn(topics, topic) ? (topics[topic]?.(body) ?? []) : [];
  return { events, ignored: events.length > 0 ? [] : [topic] };
}

function statusBefore(body: JsonView, now: string): string | undefined {
  const { from } = changed(body, "status");
  const told = body.at("status").id;
  return from ?? (told === now ? undefined : told);
}

interface Change {
  readonly isThere: boolean;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Out of `changed_attributes: [{ status: { previous_value, current_value } }]`. */
function changed(body: JsonView, attribute: string): Change {
  const entry = change(body, attribute);
  return {
    isThere: entry !== undefined,
    from: entry?.at("previous_value").id,
    to: entry?.at("current_value").id,
  };
}

function change(body: JsonView, attribute: string): JsonView | undefined {
  return body
    .at("changed_attributes")
    .list.find((one) => one.at(attribute).isPresent)
    ?.at(attribute);
}

function updated(body: JsonView): RawEvent[] {
  const { id } = body.at("id");
  const time = changedAt(body);
  const event = (type: RawEvent["type"], data: RawEvent["data"]): RawEvent => ({
    id: eventId("conversation", id, type.split(".")[1], time),
    type,
    time,
    data: { conversation: id, ...data },
  });
  const [agent, team, priority] = [
    changed(body, "assignee_id"),
    changed(body, "team_id"),
    changed(body, "priority"),
  ];
  const assignment = {
    ...(agent.isThere ? { agent: agent.to ?? null } : {}),
    ...(team.isThere ? { team: team.to ?? null } : {}),
  };
  const labels = change(body, "label_list");
  const names = (key: string) => labels?.at(key).list.flatMap((label) => label.id ?? []) ?? [];
  const [before, after] = [names("previous_value"), names("current_value")];
  const removed = before.filter((label) => !after.includes(label));
  const added = after.filter((label) => !before.includes(label));
  return [
    ...(Object.keys(assignment).length > 0 ? [event("conversation.assigned", assignment)] : []),
    ...(priority.isThere ? [event("conversation.updated", { priority: priority.to ?? null })] : []),
    ...(removed.length > 0 ? [event("conversation.untagged", { tags: removed })] : []),
    ...(added.length > 0 ? [event("conversation.tagged", { tags: added })] : []),
  ];
}
