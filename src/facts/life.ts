import type { DeskEvent } from "../events/vocabulary.ts";

/** Where a conversation is in its life after an event. */
export interface Life {
  readonly status: "unopened" | "open" | "snoozed" | "resolved" | "closed";
  /** Counts from 1; 0 before the conversation is opened. */
  readonly episode: number;
  /** What the event did to the episodes. */
  readonly step: "opened" | "resolved" | "reopened" | null;
}

export const unopened: Life = { status: "unopened", episode: 0, step: null };

/**
 * An episode is resolved once: a `closed` before its `resolved` resolves it, and what comes after either, until the
 * conversation is opened again, resolves nothing. Before the opening there is nothing to resolve.
 */
export function lifeAfter(before: Life, event: DeskEvent, isOpening: boolean): Life {
  const step = stepOf(before, event, isOpening);
  return {
    status: statusAfter(before, event, step),
    episode: before.episode + (step === "opened" || step === "reopened" ? 1 : 0),
    step,
  };
}

function stepOf({ status }: Life, event: DeskEvent, isOpening: boolean): Life["step"] {
  if (isOpening) return "opened";
  if (status === "unopened") return null;
  const isOver = status === "resolved" || status === "closed";
  switch (event.type) {
    case "conversation.reopened":
    case "message.received":
      return isOver ? "reopened" : null;
    case "conversation.resolved":
    case "conversation.closed":
      return isOver ? null : "resolved";
    default:
      return null;
  }
}

function statusAfter({ status }: Life, event: DeskEvent, step: Life["step"]): Life["status"] {
  if (step === "opened" || step === "reopened") return "open";
  if (status === "unopened") return status;
  switch (event.type) {
    case "conversation.resolved":
      return step === "resolved" ? "resolved" : status;
    case "conversation.closed":
      return "closed";
    case "conversation.snoozed":
      return status === "open" ? "snoozed" : status;
    case "conversation.unsnoozed":
    case "conversation.reopened":
      return status === "snoozed" ? "open" : status;
    default:
      return status;
  }
}
