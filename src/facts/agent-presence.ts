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
  const changes = events.flatMap((event) => {
    if (event.type === "agent.presence") return [{ at: event.at, value: event.data.state }];
    return staffMove(event) === "goes" ? [{ at: event.at, value: null }] : [];
  });
  return stretchesOf(changes)
    .flatMap(({ value, ...span }) => (value === null ? [] : [{ agent, state: value, ...span }]))
    .map((row, index) => ({ no: index + 1, ...row }));
}
