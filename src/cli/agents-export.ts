import type { ExportTable } from "../exports/export-table.ts";
import { type AgentFigures, agentColumns } from "../metrics/agent-figures.ts";

/** What `agents --csv` and `agents --xlsx` write: a row an agent. */
export function agentsExport(
  agents: readonly AgentFigures[],
  period: { readonly name: string; readonly timezone: string },
): ExportTable {
  return {
    name: `Agents, ${period.name}`,
    timezone: period.timezone,
    columns: agentColumns.map(({ id, title, kind }) => ({ header: id.replaceAll("-", "_"), title, kind })),
    rows: agents.map((figures) => agentColumns.map(({ field }) => figures[field])),
  };
}
