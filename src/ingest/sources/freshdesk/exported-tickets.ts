import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import { mediaKind } from "../../media-kind.ts";
import type { RawEvent, SourceEvents } from "../../source.ts";
import { endingEvents } from "./ending-events.ts";
import { channelOf, isOutbound, priorityOf } from "./words.ts";

/**
 * Tickets with their conversations: `{ ticket, conversations }`, or as `GET /tickets/{id}?include=conversations,…`
 * gives them; one, a list, or pages of a list.
 */
export function exportedTickets(documents: readonly JsonView[]): SourceEvents {
  const tickets = documents.flatMap((document) =>
    document.at("tickets").isPresent ? document.at("tickets").list : [document],
  );
  const events = tickets.flatMap((document) => {
    const ticket = document.at("ticket").isPresent ? document.at("ticket") : document;
    const conversations = [...document.at("conversations").list, ...ticket.at("conversations").list];
    const told = [...new Map(conversations.map((one) => [one.at("id").id, one])).values()];
    return [
      ...contactEvents(ticket.at("requester")),
      ...openingEvents(ticket),
      ...told.flatMap((one) => conversationEvents(ticket, one)),
      ...endingEvents(ticket),
    ];
  });
  return { events, ignored: [] };
}

function contactEvents(requester: JsonView): RawEvent[] {
  const { id } = requester.at("id");
  const time = requester.at("created_at").instant;
  if (id === undefined || time === undefined) return [];
  const reach = {
    email: requester.at("email").isPresent,
    cellPhone: requester.at("mobile").id !== undefined,
    active: requester.at("active").flag,
  };
  return [
    { id: eventId("contact", id, "created"), type: "contact.created", time, data: { contact: id, ...reach } },
  ];
}

/** The opening, with whose the ticket is as far as an export tells, and what it was opened with. */
function openingEvents(ticket: JsonView): RawEvent[] {
  const { id } = ticket.at("id");
  const time = ticket.at("created_at").instant;
  const customer = ticket.at("requester_id").id;
  const agent = ticket.at("responder_id").id;
  const source = ticket.at("source").id;
  const tags = ticket.at("tags").list.flatMap((tag) => tag.id ?? []);
  const opened: RawEvent = {
    id: eventId("ticket", id, "opened"),
    type: "conversation.opened",
    time,
    data: {
      conversation: id,
      channel: channelOf(source),
      customer,
      initiatedBy: isOutbound(source) ? "agent" : "customer",
      agent,
      team: ticket.at("group_id").id,
      priority: priorityOf(ticket.at("priority").id),
      tags: tags.length > 0 ? tags : undefined,
    },
  };
  const text = ticket.at("description_text").text ?? ticket.at("description").htmlText;
  const known = { id: eventId("ticket", id, "description"), time };
  const data = { conversation: id, text, media: mediaOf(ticket) };
  if (text === undefined) return [opened];
  if (!isOutbound(source)) {
    return [opened, { ...known, type: "message.received", data: { ...data, customer } }];
  }
  const author = agent === undefined ? { kind: "automation" } : { kind: "agent", id: agent };
  return [opened, { ...known, type: "message.sent", data: { ...data, author } }];
}

function conversationEvents(ticket: JsonView, one: JsonView): RawEvent[] {
  if (one.at("deleted").flag === true) return [];
  const conversation = ticket.at("id").id;
  const { id } = one.at("id");
  const user = one.at("user_id").id;
  const media = mediaOf(one);
  const known = {
    id: eventId("ticket", conversation, "conversation", id),
    time: one.at("created_at").instant,
  };
  const text = one.at("body_text").text ?? one.at("body").htmlText;
  const data = { conversation, message: id, text, media };
  const isIncoming = one.at("incoming").flag === true;
  if (one.at("private").flag === true) {
    return isIncoming ? [] : [{ ...known, type: "note.added", data: { conversation, agent: user, media } }];
  }
  if (isIncoming) return [{ ...known, type: "message.received", data: { ...data, customer: user } }];
  return [{ ...known, type: "message.sent", data: { ...data, author: { kind: "agent", id: user } } }];
}

function mediaOf(view: JsonView): string[] | undefined {
  const kinds = view.at("attachments").list.map((file) => mediaKind(file.at("content_type").id));
  return kinds.length > 0 ? kinds : undefined;
}
