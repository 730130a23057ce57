import type { EventType } from "../../../events/vocabulary.ts";
import { phaseChange, type TicketPhase } from "../../ticket-phase.ts";

const phases: Readonly<Record<string, TicketPhase>> = {
  new: "active",
  open: "active",
  pending: "waiting",
  hold: "waiting",
  "on-hold": "waiting",
  solved: "solved",
  closed: "closed",
  deleted: "deleted",
};

/** What a ticket's change of status means, in the order it is told. Zendesk writes statuses in either case. */
export function statusChange(before: string | undefined, after: string | undefined): readonly EventType[] {
  return phaseChange(phaseOf(before), phaseOf(after));
}

function phaseOf(status: string | undefined): TicketPhase {
  return phases[status?.toLowerCase() ?? ""] ?? "other";
}
