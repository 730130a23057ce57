import type { DeskEvent } from "../events/vocabulary.ts";
import { type Assignment, assignmentAfter, unassigned } from "./assignment.ts";
import { type Life, lifeAfter, unopened } from "./life.ts";

/** One event of a conversation and how things stood when it had happened. */
export interface Moment {
  readonly event: DeskEvent;
  readonly assignment: Assignment;
  readonly life: Life;
  /** Who sent the last agent message so far. */
  readonly lastReplier: string | null;
  /** Replies so far: runs of agent messages, each broken only by a customer's message. */
  readonly replies: number;
  /** The customer writes, or opens the conversation, which counts as writing. */
  readonly isFromCustomer: boolean;
}

/**
 * Walks through a conversation.
 *
 * @param events in order: its own, and those that moved to it
 * @param opening the one of them that opens it, undefined where none is known
 */
export function timelineOf(events: readonly DeskEvent[], opening: DeskEvent | undefined): readonly Moment[] {
  const moments: Moment[] = [];
  let isInReply = false;
  let last: Omit<Moment, "event"> = {
    assignment: unassigned,
    life: unopened,
    lastReplier: null,
    replies: 0,
    isFromCustomer: false,
  };
  for (const event of events) {
    const isFromCustomer = isWriting(event, opening);
    const replier = replierOf(event);
    const isNewReply = replier !== null && !isInReply;
    isInReply = !isFromCustomer && (isInReply || replier !== null);
    const moment = {
      event,
      assignment: assignmentAfter(last.assignment, event),
      life: lifeAfter(last.life, event, event === opening),
      lastReplier: replier ?? last.lastReplier,
      replies: last.replies + (isNewReply ? 1 : 0),
      isFromCustomer,
    };
    moments.push(moment);
    last = moment;
  }
  return moments;
}

/** The agent who sent it, null for everything that is not a reply. */
export function replierOf(event: DeskEvent): string | null {
  return event.type === "message.sent" && event.data.author.kind === "agent" ? event.data.author.id : null;
}

function isWriting(event: DeskEvent, opening: DeskEvent | undefined): boolean {
  if (event.type === "message.received") return true;
  return event === opening && event.type === "conversation.opened" && isByCustomer(event);
}

function isByCustomer(event: DeskEvent<"conversation.opened">): boolean {
  return (event.data.initiatedBy ?? "customer") === "customer";
}
