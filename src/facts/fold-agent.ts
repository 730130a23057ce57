import type { DeskEvent } from "../events/vocabulary.ts";
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
  return { ...noFacts, agents: [agentRow(agent, ordered)], agentTeams: agentTeamsOf(agent, ordered) };
}

function agentRow(agent: string, events: readonly DeskEvent[]): AgentRow {
  let row: AgentRow = { agent, name: null, email: null, isActive: true, leftAt: null };
  for (const event of events) {
    if (event.type === "agent.left") row = { ...row, isActive: false, leftAt: event.at };
    if (event.type !== "agent.updated") continue;
    const { name = row.name, email = row.email, active = row.isActive } = event.data;
    const hasComeBack = active && !row.isActive;
    row = { ...row, name, email, isActive: active, leftAt: hasComeBack ? null : row.leftAt };
  }
  return row;
}
