import { eventId } from "../../event-id.ts";
import type { RawEvent } from "../../source.ts";

export interface Comment {
  readonly ticket: string | undefined;
  readonly id: string | undefined;
  readonly time: string | undefined;
  readonly author: string | undefined;
  readonly isStaff: boolean;
  readonly isPublic: boolean;
  readonly text: string | undefined;
  readonly media?: readonly string[] | undefined;
}

/** A comment is a message, or among agents a note; what an end user writes in private reaches nobody as a message. */
export function commentEvent(comment: Comment): RawEvent | undefined {
  const { ticket, id, time, author, text, isStaff, isPublic } = comment;
  const media = comment.media?.length ? comment.media : undefined;
  const known = { id: eventId("ticket", ticket, "comment", id), time };
  const message = { conversation: ticket, message: id, text, media };
  if (author === "-1") {
    return { ...known, type: "message.sent", data: { ...message, author: { kind: "automation" } } };
  }
  if (isPublic && isStaff) {
    return { ...known, type: "message.sent", data: { ...message, author: { kind: "agent", id: author } } };
  }
  if (isPublic) return { ...known, type: "message.received", data: { ...message, customer: author } };
  if (!isStaff) return undefined;
  return { ...known, type: "note.added", data: { conversation: ticket, agent: author, media } };
}
