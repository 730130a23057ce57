import type { DeskEvent } from "../events/vocabulary.ts";
import type { AbsenceRow } from "./rows-beside-conversations.ts";

/**
 * The absences of an agent, at the instant they were told with.
 *
 * @param events in order
 */
export function absencesOf(agent: string, events: readonly DeskEvent[]): readonly AbsenceRow[] {
  const rows: AbsenceRow[] = [];
  for (const event of events) {
    if (event.type !== "agent.absent") continue;
    const { hours, plannedHours = null } = event.data;
    rows.push({ no: rows.length + 1, agent, at: event.at, hours, plannedHours });
  }
  return rows;
}
