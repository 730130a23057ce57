import type { DeskEvent } from "../events/vocabulary.ts";

/** The event that opens a conversation: its first `opened`, or where there is none the first message. */
export function openingOf(events: readonly DeskEvent[]): DeskEvent | undefined {
  return events.find((event) => event.type === "conversation.opened") ?? events.find(isMessage);
}

/** customer, agent, automation; bot, campaign or reminder where such a message opened the conversation. */
export function initiatorOf(opening: DeskEvent | undefined): string | null {
  switch (opening?.type) {
    case "conversation.opened":
      return opening.data.initiatedBy ?? "customer";
    case "message.received":
      return "customer";
    case "message.sent":
      return opening.data.author.kind;
    default:
      return null;
  }
}

function isMessage(event: DeskEvent): boolean {
  return event.type === "message.received" || event.type === "message.sent";
}
