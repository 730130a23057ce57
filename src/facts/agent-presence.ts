import type { DeskEvent } from "../events/vocabulary.ts";
import { staffMove } from "./agent-employment.ts";
import type { PresenceRow } from "./rows-beside-conversations.ts";
import { stretchesOf } from "./stretches.ts";

/**
 * When an agent was online, away or offline. Each time it is said makes a row, also where nothing changes: it tells when
 * he was last seen. Nothing is known of him after he leaves.
 *
 * @param events in order
 */
export function presencesOf(agent: string, events: readonly DeskEvent[]): readonly PresenceRow[] {
  const changes: { at: Date; value: PresenceRow["state"] | null }[] = [];
  for (const event of events) {
    if (event.type === "agent.presence") changes.push({ at: event.at, value: event.data.state });
    else if (staffMove(event) === "goes") changes.push({ at: event.at, value: null });
  }
  return stretchesOf(changes)
    .flatMap(({ value, ...span }) => (value === null ? [] : [{ agent, state: value, ...span }]))
    .map((row, index) => ({ no: index + 1, ...row }));
}
