import type { EventType } from "../events/vocabulary.ts";

/** What a help desk's statuses come down to; other is a status that says nothing here, or one that is not known. */
export type TicketPhase = "active" | "waiting" | "solved" | "closed" | "deleted" | "other";

/** What going from one phase to another means, in the order it is told. */
export function phaseChange(from: TicketPhase, to: TicketPhase): readonly EventType[] {
  if (from === to || to === "other") return [];
  const isReopened = (from === "solved" || from === "closed") && (to === "active" || to === "waiting");
  const reopened: EventType[] = isReopened ? ["conversation.reopened"] : [];
  switch (to) {
    case "deleted":
      return ["conversation.discarded"];
    case "waiting":
      return [...reopened, "conversation.snoozed"];
    case "active":
      return from === "waiting" ? ["conversation.unsnoozed"] : reopened;
    case "solved":
      return ["conversation.resolved"];
    case "closed":
      return ["conversation.closed"];
    default:
      return to satisfies never;
  }
}
