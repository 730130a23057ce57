import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import { type AgentColumn, type AgentFigures, agentColumns } from "./agent-figures.ts";

const names = new Intl.Collator("en", { numeric: true });

/**
 * The column that a word names, in any of the ways that columns are written: last-seen, lastSeen, last_seen, "Last seen".
 *
 * @throws UsageError naming the nearest column
 */
export function parseAgentColumn(text: string): AgentColumn {
  const word = text
    .trim()
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`)
    .replaceAll(/[_\s]+/g, "-")
    .toLowerCase();
  const ids = agentColumns.map(({ id }) => id);
  const found = agentColumns.find(({ id }) => id === word);
  if (found) return found;
  const near = closest(word, ids);
  const hint = near ? `did you mean ${near}?` : `there are ${ids.join(", ")}.`;
  throw new UsageError(`${JSON.stringify(text)} is no column of the agents' table: ${hint}`);
}

/**
 * Names from A to Z, most first of counts, shortest first of durations, latest first of instants; or the other way
 * round. Nothing comes last both ways. Agents who are equal stand in the order of their names, then ids.
 */
export function sortAgents(
  agents: readonly AgentFigures[],
  { field, kind }: AgentColumn,
  isReversed = false,
): readonly AgentFigures[] {
  const isDescending = (kind === "count" || kind === "instant") !== isReversed;
  return agents.toSorted((a, b) => compare(a[field], b[field], isDescending) || byName(a, b));
}

type Value = AgentFigures[keyof AgentFigures];

function compare(left: Value, right: Value, isDescending: boolean): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const order = typeof left === "string" ? names.compare(left, String(right)) : Number(left) - Number(right);
  return isDescending ? -order : order;
}

function byName(a: AgentFigures, b: AgentFigures): number {
  return compare(a.name, b.name, false) || names.compare(a.agent, b.agent);
}
