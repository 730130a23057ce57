import type { DeskEvent } from "../events/vocabulary.ts";
import { absencesOf } from "./agent-absences.ts";
import { employmentsOf, staffMove } from "./agent-employment.ts";
import { presencesOf } from "./agent-presence.ts";
import { agentTeamsOf } from "./agent-teams.ts";
import { inOrder } from "./event-order.ts";
import { noFacts } from "./no-facts.ts";
import type { AgentRow, FactRows } from "./rows.ts";

/**
 * Folds all events of one agent.
 *
 * @param events in any order, repeats allowed
 */
export function foldAgent(events: readonly DeskEvent[]): FactRows {
  const ordered = inOrder(events.filter((event) => event.subject.kind === "agent"));
  const [first] = ordered;
  if (!first) return noFacts;
  const agent = first.subject.id;
  return {
    ...noFacts,
    agents: [agentRow(agent, ordered)],
    agentTeams: agentTeamsOf(agent, ordered),
    presences: presencesOf(agent, ordered),
    employments: employmentsOf(agent, ordered),
    absences: absencesOf(agent, ordered),
  };
}

function agentRow(agent: string, events: readonly DeskEvent[]): AgentRow {
  let row: AgentRow = { agent, name: null, email: null, isActive: true, leftAt: null };
  for (const event of events) {
    const move = staffMove(event);
    if (event.type === "agent.left") row = { ...row, leftAt: event.at };
    if (move === "comes" && !row.isActive) row = { ...row, leftAt: null };
    if (move !== null) row = { ...row, isActive: move === "comes" };
    if (event.type !== "agent.updated") continue;
    const { name = row.name, email = row.email } = event.data;
    row = { ...row, name, email };
  }
  return row;
}
