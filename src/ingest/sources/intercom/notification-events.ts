import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent, SourceEvents } from "../../source.ts";
import { contactEvents } from "./contact-events.ts";
import { type Conversation, conversationOf, openingEvents } from "./conversation.ts";
import { type Part, partEvent, partMessage, partNote, partsOf } from "./part.ts";
import { ratingEvents } from "./rating-events.ts";

interface Notification {
  readonly body: JsonView;
  readonly conversation: Conversation;
  readonly parts: readonly Part[];
}
type Topic = (notification: Notification) => readonly RawEvent[];

const messages: Topic = ({ conversation, parts }) => parts.flatMap((part) => partMessage(conversation, part));

/** https://developers.intercom.com/docs/references/webhooks/webhook-models */
const topics: Readonly<Record<string, Topic>> = {
  "conversation.user.created": ({ conversation }) => openingEvents(conversation),
  "conversation.admin.single.created": ({ conversation }) => openingEvents(conversation),
  "conversation.user.replied": messages,
  "conversation.admin.replied": messages,
  "conversation.operator.replied": messages,
  "conversation.admin.noted": ({ conversation, parts }) =>
    parts.flatMap((part) => partNote(conversation, part)),
  "conversation.admin.assigned": ({ conversation, parts }) =>
    parts.map((part) => assigned(conversation, part)),
  "conversation.admin.opened": ({ conversation, parts }) =>
    parts.flatMap((part) => [
      partEvent(conversation, part, "conversation.reopened", { by: part.agent && "agent" }),
      ...(part.type.includes("assign") ? [assigned(conversation, part)] : []),
      ...partMessage(conversation, part),
    ]),
  "conversation.admin.closed": ({ conversation, parts }) =>
    parts.flatMap((part) => [
      partEvent(conversation, part, "conversation.closed", { agent: part.agent }),
      ...partMessage(conversation, part),
    ]),
  "conversation.admin.snoozed": ({ conversation, parts }) =>
    parts.map((part) =>
      partEvent(conversation, part, "conversation.snoozed", {
        until: conversation.view.at("snoozed_until").instant,
      }),
    ),
  "conversation.admin.unsnoozed": unsnoozed,
  "conversation_part.tag.created": (notification) => {
    const tags = notification.conversation.view.at("tags_added", "tags").list;
    const names = tags.flatMap((tag) => tag.at("name").id ?? tag.at("id").id ?? []);
    return names.length > 0 ? [noticed(notification, "conversation.tagged", { tags: names })] : [];
  },
  "conversation.priority.updated": (notification) => {
    const isPriority = notification.conversation.view.at("priority").id === "priority";
    return [noticed(notification, "conversation.updated", { priority: isPriority ? "priority" : null })];
  },
  "conversation.rating.added": ({ body, conversation }) =>
    ratingEvents(conversation, body.at("created_at").instant),
  "conversation.deleted": (notification) => [
    noticed(notification, "conversation.discarded", { reason: "deleted" }),
  ],
};

/** The events of one notification. */
export function notificationEvents(body: JsonView): SourceEvents {
  const topic = body.at("topic").id ?? "without a topic";
  const item = body.at("data", "item");
  const conversation = conversationOf(item);
  const notification = { body, conversation, parts: partsOf(conversation) };
  const events = Object.hasOwn(topics, topic)
    ? (topics[topic]?.(notification) ?? [])
    : contactEvents(topic, body);
  return { events, ignored: events.length > 0 ? [] : [topic] };
}

/** Whose it is after the assignment is the conversation's own word; version 1 has an assignee, version 2 two ids. */
function assigned(conversation: Conversation, part: Part): RawEvent {
  return partEvent(conversation, part, "conversation.assigned", assigneeOf(conversation.view));
}

function assigneeOf(view: JsonView): Record<string, unknown> {
  const [admin, team] = [view.at("admin_assignee_id"), view.at("team_assignee_id")];
  if (admin.value !== undefined || team.value !== undefined) {
    return { agent: admin.id ?? null, team: team.id ?? null };
  }
  const assignee = view.at("assignee");
  const id = assignee.at("id").id ?? null;
  return assignee.at("type").id === "team" ? { team: id } : { agent: id };
}

/** The part it comes with may be the snoozing it ends: then the notification's own time is the ending's. */
function unsnoozed(notification: Notification): RawEvent[] {
  const { conversation, parts } = notification;
  const own = parts.find((part) => part.type.includes("unsnooze"));
  if (own) return [partEvent(conversation, own, "conversation.unsnoozed")];
  return [noticed(notification, "conversation.unsnoozed", {})];
}

/** What no part records is known by the notification. */
function noticed(
  { body, conversation }: Notification,
  type: RawEvent["type"],
  data: RawEvent["data"],
): RawEvent {
  return {
    id: eventId(body.at("id").id, type.split(".")[1]),
    type,
    time: body.at("created_at").instant,
    data: { conversation: conversation.id, ...data },
  };
}
