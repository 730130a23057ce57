import type { DeskEvent } from "../events/vocabulary.ts";
import type { AgentTeamRow } from "./rows.ts";

/**
 * Which team an agent was in, and when. What is known first reaches back for ever; of two changes at one instant the
 * later in order counts.
 *
 * @param events in order
 */
export function agentTeamsOf(agent: string, events: readonly DeskEvent[]): readonly AgentTeamRow[] {
  const changes: { team: string | null; at: Date }[] = [];
  for (const event of events) {
    if (event.type !== "agent.updated" || event.data.team === undefined) continue;
    if (changes.at(-1)?.at.getTime() === event.at.getTime()) changes.pop();
    if (changes.at(-1)?.team !== event.data.team) changes.push({ team: event.data.team, at: event.at });
  }
  return changes.map(({ team, at }, index) => ({
    agent,
    team,
    validFrom: index === 0 ? null : at,
    validTo: changes[index + 1]?.at ?? null,
  }));
}
