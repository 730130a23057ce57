import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import type { RawEvent, SourceContext, SourceEvents } from "../../source.ts";
import { phaseChange } from "../../ticket-phase.ts";
import { type Trigger, triggerOf } from "./trigger-of.ts";
import { channelOf, isOutbound, phaseOf, priorityOf } from "./words.ts";

type Happening = (told: Told) => readonly RawEvent[];

interface Told {
  readonly body: JsonView;
  readonly ticket: string | undefined;
  readonly trigger: Trigger;
  event(type: RawEvent["type"], data: RawEvent["data"]): RawEvent;
}

/** What an automation rule says has happened: see docs/sources.md for the bodies to put into the rules. */
const happenings: Readonly<Record<string, Happening>> = {
  ticket_created: (told) => [opened(told)],
  customer_replied: ({ event, body }) => [
    event("message.received", { customer: requester(body), text: commentOf(body) }),
  ],
  agent_replied: ({ event, body }) => [
    event("message.sent", { author: { kind: "agent", id: performer(body) }, text: commentOf(body) }),
  ],
  note_added: ({ event, body }) => [event("note.added", { agent: performer(body) })],
  status_changed: statusChanged,
  assigned: ({ event, body, trigger }) => [
    event("conversation.assigned", {
      agent: trigger.field === "responder_id" ? (trigger.to ?? null) : assignee(body),
      team: trigger.field === "group_id" ? (trigger.to ?? null) : teamOf(body),
    }),
  ],
  priority_changed: ({ event, body, trigger }) => [
    event("conversation.updated", {
      priority: priorityOf(trigger.to ?? body.at("ticket_priority").id),
    }),
  ],
};

const TEN_MINUTES = 600_000;

/** The events of one webhook of an automation rule. */
export function automationEvents(given: JsonView, { now, digest }: SourceContext): SourceEvents {
  // The simple form of a rule's content wraps it.
  const body = given.at("freshdesk_webhook").isPresent ? given.at("freshdesk_webhook") : given;
  const trigger = triggerOf(body);
  const happening = Object.hasOwn(happenings, trigger.happening) ? happenings[trigger.happening] : undefined;
  const ticket = body.at("ticket_id").id;
  const time = body.at("time").instant ?? body.at("ticket_updated_at").instant;
  // Freshdesk has no placeholder for the time, nor for what happened: the same words soon after are the same.
  const mark = time ?? `${digest}-${Math.floor(now.getTime() / TEN_MINUTES)}`;
  const event: Told["event"] = (type, data) => ({
    id: eventId("ticket", ticket, type.split(".").join("-"), mark),
    type,
    time: time ?? now.toISOString(),
    data: { conversation: ticket, ...data },
  });
  const events = happening?.({ body, ticket, trigger, event }) ?? [];
  return { events, ignored: events.length > 0 ? [] : [trigger.happening] };
}

function opened({ body, ticket, event }: Told): RawEvent {
  const source = body.at("ticket_source").id;
  const tags = body
    .at("ticket_tags")
    .id?.split(",")
    .flatMap((tag) => tag.trim() || []);
  const made = event("conversation.opened", {
    channel: channelOf(source),
    customer: requester(body),
    initiatedBy: isOutbound(source) ? "agent" : "customer",
    agent: assignee(body),
    team: teamOf(body),
    priority: priorityOf(body.at("ticket_priority").id),
    tags: tags?.length ? tags : undefined,
  });
  const time = body.at("ticket_created_at").instant ?? made.time;
  return { ...made, id: eventId("ticket", ticket, "opened"), time };
}

function statusChanged({ body, trigger, event }: Told): RawEvent[] {
  const to = phaseOf(trigger.to ?? body.at("ticket_status").id);
  // Without the status before, work that goes on is taken as taken up again.
  const from = trigger.from === undefined && to === "active" ? "solved" : phaseOf(trigger.from);
  const agent = body.at("performer").id;
  return phaseChange(from, to).map((type) =>
    event(type, type === "conversation.resolved" || type === "conversation.closed" ? { agent } : {}),
  );
}

function commentOf(body: JsonView): string | undefined {
  return body.at("ticket_latest_public_comment").htmlText;
}

function requester(body: JsonView): string | undefined {
  return (
    body.at("ticket_requester_id").id ??
    body.at("ticket_requester_email").id ??
    body.at("ticket_contact_email").id ??
    body.at("requester_email").id
  );
}

function assignee(body: JsonView): string | undefined {
  return body.at("ticket_agent_id").id ?? body.at("ticket_agent_email").id ?? body.at("ticket_agent_name").id;
}

function performer(body: JsonView): string | undefined {
  return body.at("performer").id ?? assignee(body);
}

function teamOf(body: JsonView): string | undefined {
  return body.at("ticket_group_id").id ?? body.at("ticket_group_name").id;
}
