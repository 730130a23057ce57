import type { DeskEvent } from "../events/vocabulary.ts";

/** Whose a conversation is at a moment. */
export interface Assignment {
  readonly agent: string | null;
  readonly team: string | null;
}

export const unassigned: Assignment = { agent: null, team: null };

/** A missing field leaves it as it is, null clears it. */
export function assignmentAfter(before: Assignment, event: DeskEvent): Assignment {
  switch (event.type) {
    case "conversation.opened":
    case "conversation.assigned":
    case "conversation.handed-over": {
      const { agent = before.agent, team = before.team } = event.data;
      return { agent, team };
    }
    default:
      return before;
  }
}
