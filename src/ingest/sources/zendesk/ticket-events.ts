import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent, SourceEvents } from "../../source.ts";
import { channelOf } from "./channel-of.ts";
import { commentEvent } from "./comment-event.ts";
import { statusEvents } from "./status-events.ts";

type Topic = (body: JsonView) => readonly RawEvent[];

/** https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
const topics: Readonly<Record<string, Topic>> = {
  "ticket.created": created,
  "ticket.comment_added": commentAdded,
  "ticket.status_changed": statusChanged,
  "ticket.agent_assignment_changed": (body) => [
    change(body, "conversation.assigned", { agent: current(body) }),
  ],
  "ticket.group_assignment_changed": (body) => [
    change(body, "conversation.assigned", { team: current(body) }),
  ],
  "ticket.priority_changed": (body) => [
    change(body, "conversation.updated", { priority: current(body)?.toLowerCase() ?? null }),
  ],
  "ticket.requester_changed": (body) => [change(body, "conversation.updated", { customer: current(body) })],
  "ticket.tags_changed": tagsChanged,
  "ticket.merged": merged,
  "ticket.marked_as_spam": (body) => [change(body, "conversation.discarded", { reason: "spam" })],
  "ticket.soft_deleted": (body) => [change(body, "conversation.discarded", { reason: "deleted" })],
  "ticket.permanently_deleted": (body) => [change(body, "conversation.discarded", { reason: "deleted" })],
  "ticket.csat_requested": (body) => [
    change(body, "survey.offered", { survey: "csat", customer: body.at("detail", "requester_id").id }),
  ],
  "ticket.csat_received": rated,
};

/** The events of one event webhook of Zendesk. */
export function ticketEvents(body: JsonView): SourceEvents {
  const type = body.at("type").id ?? "without a type";
  const topic = type.replace("zen:event-type:", "");
  const events = Object.hasOwn(topics, topic) ? (topics[topic]?.(body) ?? []) : [];
  return { events, ignored: events.length > 0 ? [] : [topic] };
}

function created(body: JsonView): RawEvent[] {
  const detail = body.at("detail");
  const { id: ticket } = detail.at("id");
  const customer = zenId(detail.at("requester_id"));
  const submitter = zenId(detail.at("submitter_id"));
  const isByAgent = submitter !== null && customer !== null && submitter !== customer;
  const tags = detail.at("tags").list.flatMap((tag) => tag.id ?? []);
  return [
    {
      id: eventId("ticket", ticket, "opened"),
      type: "conversation.opened",
      time: detail.at("created_at").instant ?? body.at("time").instant,
      data: {
        conversation: ticket,
        channel: channelOf(detail.at("via", "channel").id),
        customer: customer ?? undefined,
        initiatedBy: isByAgent ? "agent" : "customer",
        agent: zenId(detail.at("assignee_id")) ?? undefined,
        team: zenId(detail.at("group_id")) ?? undefined,
        priority: detail.at("priority").id?.toLowerCase(),
        tags: tags.length > 0 ? tags : undefined,
      },
    },
  ];
}

function commentAdded(body: JsonView): RawEvent[] {
  const comment = body.at("event", "comment");
  const event = commentEvent({
    ticket: body.at("detail", "id").id,
    id: comment.at("id").id,
    time: body.at("time").instant,
    author: comment.at("author", "id").id,
    isStaff: comment.at("author", "is_staff").flag ?? false,
    isPublic: comment.at("is_public").flag ?? true,
    text: comment.at("body").text,
  });
  return event ? [event] : [];
}

function statusChanged(body: JsonView): RawEvent[] {
  return statusEvents({
    ticket: body.at("detail", "id").id,
    id: body.at("id").id,
    time: body.at("time").instant,
    from: body.at("event", "previous").id,
    to: body.at("event", "current").id,
    actor: body.at("detail", "actor_id").id,
    requester: body.at("detail", "requester_id").id,
  });
}

function tagsChanged(body: JsonView): RawEvent[] {
  const names = (key: string) => body.at("event", key).list.flatMap((tag) => tag.id ?? []);
  const [before, after] = [names("previous"), names("current")];
  const added = [...names("tags_added"), ...after.filter((tag) => !before.includes(tag))];
  const removed = [...names("tags_removed"), ...before.filter((tag) => !after.includes(tag))];
  return [
    ...(removed.length > 0 ? [change(body, "conversation.untagged", { tags: removed })] : []),
    ...(added.length > 0 ? [change(body, "conversation.tagged", { tags: added })] : []),
  ];
}

function merged(body: JsonView): RawEvent[] {
  const into = body.at("event", "target_ticket_id").id ?? body.at("event", "target_ticket", "id").id;
  return into === undefined ? [] : [change(body, "conversation.merged", { into })];
}

function rated(body: JsonView): RawEvent[] {
  const score = body.at("event", "satisfaction_score");
  const answer = (score.at("score").id ?? score.id)?.toLowerCase();
  if (answer !== "good" && answer !== "bad") return [];
  const customer = body.at("detail", "requester_id").id;
  const comment = score.at("comment").text ?? body.at("event", "comment").text;
  return [change(body, "survey.answered", { survey: "csat", answer, customer, comment })];
}

function change(body: JsonView, type: RawEvent["type"], data: RawEvent["data"]): RawEvent {
  return {
    id: eventId(body.at("id").id, type.split(".")[1]),
    type,
    time: body.at("time").instant,
    data: { conversation: body.at("detail", "id").id, ...data },
  };
}

/** null where it was cleared. */
function current(body: JsonView): string | null {
  return zenId(body.at("event", "current"));
}

/** Zendesk writes 0 for nobody. */
function zenId(view: JsonView): string | null {
  return view.id === "0" ? null : (view.id ?? null);
}
