import { eventId } from "../../event-id.ts";
import type { JsonView } from "../../json-view.ts";
import { mediaKind } from "../../media-kind.ts";
import type { RawEvent } from "../../source.ts";
import { channelOf } from "./channel-of.ts";
import { commentEvent } from "./comment-event.ts";

/**
 * Tickets as the incremental export lists them: their opening, the comments that were put into them, and how they stand.
 * With `include=metric_sets` it is told when they were solved; without, their last change is the latest that it can
 * have been.
 *
 * @param told tickets whose audits tell more
 */
export function exportedTickets(
  documents: readonly JsonView[],
  roles: ReadonlyMap<string, string>,
  told: ReadonlySet<string | undefined>,
): RawEvent[] {
  return documents.flatMap((document) => {
    const solvedAt = new Map(
      document.at("metric_sets").list.map((set) => [set.at("ticket_id").id, set.at("solved_at").instant]),
    );
    return document.at("tickets").list.flatMap((ticket) => {
      const { id } = ticket.at("id");
      if (told.has(id)) return [];
      return [opened(ticket), ...comments(ticket, roles), ...standing(ticket, solvedAt.get(id))];
    });
  });
}

function opened(ticket: JsonView): RawEvent {
  const { id } = ticket.at("id");
  const [customer, submitter] = [ticket.at("requester_id").id, ticket.at("submitter_id").id];
  const tags = ticket.at("tags").list.flatMap((tag) => tag.id ?? []);
  return {
    id: eventId("ticket", id, "opened"),
    type: "conversation.opened",
    time: ticket.at("created_at").instant,
    data: {
      conversation: id,
      channel: channelOf(ticket.at("via", "channel").id),
      customer,
      initiatedBy: submitter !== undefined && submitter !== customer ? "agent" : "customer",
      agent: ticket.at("assignee_id").id,
      team: ticket.at("group_id").id,
      priority: ticket.at("priority").id?.toLowerCase(),
      tags: tags.length > 0 ? tags : undefined,
    },
  };
}

function comments(ticket: JsonView, roles: ReadonlyMap<string, string>): RawEvent[] {
  const requester = ticket.at("requester_id").id;
  return ticket.at("comments").list.flatMap((comment) => {
    const author = comment.at("author_id").id;
    const role = roles.get(author ?? "");
    const event = commentEvent({
      ticket: ticket.at("id").id,
      id: comment.at("id").id,
      time: comment.at("created_at").instant,
      author,
      isStaff: role === undefined ? author !== requester : role !== "end-user",
      isPublic: comment.at("public").flag ?? true,
      text: comment.at("plain_body").text ?? comment.at("body").text,
      media: comment.at("attachments").list.map((file) => mediaKind(file.at("content_type").id)),
    });
    return event ?? [];
  });
}

function standing(ticket: JsonView, solvedAt: string | undefined): RawEvent[] {
  const { id } = ticket.at("id");
  const changedAt = ticket.at("updated_at").instant;
  const event = (type: RawEvent["type"], time: string | undefined, data: object = {}): RawEvent => ({
    id: eventId("ticket", id, type.split(".")[1], time),
    type,
    time,
    data: { conversation: id, ...data },
  });
  const rating = ticket.at("satisfaction_rating", "score").id;
  const rated =
    rating === "good" || rating === "bad"
      ? [event("survey.answered", changedAt, { survey: "csat", answer: rating })]
      : [];
  switch (ticket.at("status").id?.toLowerCase()) {
    case "solved":
      return [event("conversation.resolved", solvedAt ?? changedAt), ...rated];
    case "closed":
      return [
        ...(solvedAt === undefined ? [] : [event("conversation.resolved", solvedAt)]),
        event("conversation.closed", changedAt),
        ...rated,
      ];
    case "pending":
    case "hold":
      return [event("conversation.snoozed", changedAt), ...rated];
    case "deleted":
      return [event("conversation.discarded", changedAt, { reason: "deleted" })];
    default:
      return rated;
  }
}
