import type { Period } from "../calendar/period.ts";
import { zoned } from "../calendar/zoned.ts";
import { type AgentFigures, agentColumns } from "../metrics/agent-figures.ts";
import { formatValue } from "../metrics/wording.ts";
import { textTable } from "./text-table.ts";

/** A terminal is narrow: notes stand right behind what is not in them. */
const labels: Readonly<Partial<Record<keyof AgentFigures, string>>> = {
  messagesSent: "Messages",
  paymentRequestsSent: "Payment requests",
  videosSent: "Videos",
  videosSentInNotes: "In notes",
  imagesSent: "Images",
  imagesSentInNotes: "In notes",
  averageResponseTime: "Response time",
  closedConversations: "Closed",
};

/** What `agents` prints to people: names, waits in words, times on the clock of the zone. */
export function agentsText(
  agents: readonly AgentFigures[],
  { name, timezone }: Period,
  teams: readonly string[] = [],
): string {
  const heading = [name, timezone, ...(teams.length > 0 ? [`team ${teams.join(" or ")}`] : [])].join(", ");
  if (agents.length === 0) return `${heading}\n\nNo agents were found.\n`;
  // The name stands for the agent, and beside it the id where the name is not the only one of its kind.
  const [, , ...columns] = agentColumns;
  const header = [
    { label: "Agent", align: "left" as const },
    ...columns.map(({ field, title }) => ({ label: labels[field] ?? title, align: "right" as const })),
  ];
  const callings = agents.map(callingsAmong(agents));
  const rows = agents.map((figures, index) => [
    callings[index] ?? figures.agent,
    ...columns.map(({ field, kind }) => word(kind, figures[field], timezone)),
  ]);
  return `${heading}\n\n${textTable(header, rows)}\n`;
}

function callingsAmong(agents: readonly AgentFigures[]): (agent: AgentFigures) => string {
  const named = Map.groupBy(agents, ({ name }) => name);
  return ({ agent, name }) => {
    if (name === null) return agent;
    return (named.get(name)?.length ?? 0) > 1 ? `${name} (${agent})` : name;
  };
}

function word(
  kind: "text" | "count" | "duration" | "instant",
  value: AgentFigures[keyof AgentFigures],
  timezone: string,
): string {
  if (value instanceof Date) {
    const local = zoned(value, timezone).toPlainDateTime();
    return local.toString({ smallestUnit: "minute" }).replace("T", " ");
  }
  if (kind === "instant") return "never";
  if (typeof value === "string") return value;
  return formatValue(kind === "duration" ? "duration" : "count", value);
}
