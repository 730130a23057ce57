import { eventId } from "../../event-id.ts";
import { JsonView } from "../../json-view.ts";
import { mediaKind } from "../../media-kind.ts";
import type { RawEvent, SourceEvents } from "../../source.ts";
import { type Audit, auditsOf } from "./audits-of.ts";
import { channelOf } from "./channel-of.ts";
import { commentEvent } from "./comment-event.ts";
import { exportedTickets } from "./exported-tickets.ts";
import { statusEvents } from "./status-events.ts";

/**
 * The events of ticket audits (`GET /api/v2/tickets/{id}/audits`, or all of an account) and of incremental ticket
 * events (`GET /api/v2/incremental/ticket_events?include=comment_events`), pages of either kind in any order; of tickets
 * without either, what the tickets themselves tell.
 */
export function auditEvents(documents: readonly JsonView[]): SourceEvents {
  const { audits, roles } = auditsOf(documents);
  const requesters = new Map<string, string>();
  const events: RawEvent[] = [];
  const ignored: string[] = [];
  for (const audit of audits) {
    noteRequester(audit, requesters);
    const requester = requesters.get(audit.ticket ?? "");
    const isCreation = audit.events.some(({ kind }) => kind === "Create");
    if (isCreation) events.push(opened(audit));
    for (const one of audit.events) {
      const made = eventsOf(audit, one, requester, roles);
      // What a ticket is created with stands in its opening.
      if (made.length === 0 && one.kind !== "Create") ignored.push(`${one.kind} ${one.field ?? ""}`.trim());
      events.push(...made);
    }
  }
  const told = new Set(audits.map(({ ticket }) => ticket));
  return { events: [...events, ...exportedTickets(documents, roles, told)], ignored };
}

type AuditEvent = Audit["events"][number];

function noteRequester(audit: Audit, requesters: Map<string, string>): void {
  const { id } = createdWith(audit, "requester_id");
  if (audit.ticket !== undefined && id !== undefined) requesters.set(audit.ticket, id);
}

function createdWith(audit: Audit, field: string): JsonView {
  return audit.events.find((event) => event.field === field)?.value ?? new JsonView(undefined);
}

function opened(audit: Audit): RawEvent {
  const customer = createdWith(audit, "requester_id").id;
  const isByAgent = customer !== undefined && audit.author !== undefined && audit.author !== customer;
  const tags = createdWith(audit, "tags").list.flatMap((tag) => tag.id ?? []);
  return {
    id: eventId("ticket", audit.ticket, "opened"),
    type: "conversation.opened",
    time: audit.time,
    data: {
      conversation: audit.ticket,
      channel: channelOf(audit.via),
      customer,
      initiatedBy: isByAgent ? "agent" : "customer",
      agent: createdWith(audit, "assignee_id").id,
      team: createdWith(audit, "group_id").id,
      priority: createdWith(audit, "priority").id,
      tags: tags.length > 0 ? tags : undefined,
    },
  };
}

function eventsOf(
  audit: Audit,
  one: AuditEvent,
  requester: string | undefined,
  roles: ReadonlyMap<string, string>,
): RawEvent[] {
  const { ticket, time } = audit;
  if (one.kind === "Comment") {
    const author = one.view.at("author_id").id ?? audit.author;
    const role = roles.get(author ?? "");
    const event = commentEvent({
      ticket,
      time,
      id: one.id,
      author,
      isStaff: role === undefined ? author !== requester : role !== "end-user",
      isPublic: one.view.at("public").flag ?? one.view.at("comment_public").flag ?? true,
      text: one.view.at("body").text,
      media: one.view.at("attachments").list.map((file) => mediaKind(file.at("content_type").id)),
    });
    return event ? [event] : [];
  }
  if (one.field === "status") {
    const from = one.kind === "Create" ? "new" : one.previous.id;
    return statusEvents({ ticket, time, id: one.id, from, to: one.value.id, actor: audit.author, requester });
  }
  return one.kind === "Change" ? changed(audit, one) : [];
}

function changed({ ticket, time }: Audit, one: AuditEvent): RawEvent[] {
  const event = (type: RawEvent["type"], data: RawEvent["data"]): RawEvent => ({
    id: eventId(one.id, type.split(".")[1]),
    type,
    time,
    data: { conversation: ticket, ...data },
  });
  const value = one.value.id ?? null;
  switch (one.field) {
    case "assignee_id":
      return [event("conversation.assigned", { agent: value })];
    case "group_id":
      return [event("conversation.assigned", { team: value })];
    case "priority":
      return [event("conversation.updated", { priority: value })];
    case "requester_id":
      return [event("conversation.updated", { customer: value })];
    case "satisfaction_score":
      return value === "good" || value === "bad"
        ? [event("survey.answered", { survey: "csat", answer: value })]
        : value === "offered"
          ? [event("survey.offered", { survey: "csat" })]
          : [];
    case "tags":
      return tags(one).map(([type, names]) => event(type, { tags: names }));
    default:
      return [];
  }
}

function tags(one: AuditEvent): ["conversation.tagged" | "conversation.untagged", string[]][] {
  const names = (view: JsonView) => view.list.flatMap((tag) => tag.id ?? []);
  const [before, after] = [names(one.previous), names(one.value)];
  const removed = before.filter((tag) => !after.includes(tag));
  const added = after.filter((tag) => !before.includes(tag));
  return [
    ...(removed.length > 0
      ? [["conversation.untagged", removed] as ["conversation.untagged", string[]]]
      : []),
    ...(added.length > 0 ? [["conversation.tagged", added] as ["conversation.tagged", string[]]] : []),
  ];
}
