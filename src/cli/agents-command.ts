import { Command, Option } from "commander";
import { systemClock } from "../clock.ts";
import { readEnvironment } from "../config/environment.ts";
import { csvOf } from "../exports/csv-of.ts";
import { type AgentFigures, agentColumns } from "../metrics/agent-figures.ts";
import { agentsTable } from "../metrics/agents-table.ts";
import { parseAgentColumn, sortAgents } from "../metrics/sort-agents.ts";
import { projectChanges } from "../store/projector.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { agentsExport } from "./agents-export.ts";
import { agentsText } from "./agents-text.ts";
import { addPeriodOptions, askedPeriod, type PeriodOptions } from "./asked-period.ts";
import { openDesk } from "./open-desk.ts";
import { readDeskConfig } from "./read-desk-config.ts";
import { writeWorkbook } from "./write-workbook.ts";

interface Given extends PeriodOptions {
  readonly team?: readonly string[];
  readonly sort: string;
  readonly reverse?: true;
  readonly json?: true;
  readonly csv?: true;
  readonly bom?: true;
  readonly xlsx?: string;
}

/** Shows what each agent did in a period. */
export function agentsCommand(): Command {
  const command = new Command("agents").description("Show what each agent did in a period");
  return addPeriodOptions(command)
    .addOption(
      new Option(
        "--team <team>",
        "only what was done in this team, and its agents; may be repeated",
      ).argParser((team: string, earlier: string[] = []) => [...earlier, team]),
    )
    .option("--sort <column>", "name, messages-sent, average-response-time, last-seen, …", "name")
    .option("--reverse", "the other way round")
    .addOption(new Option("--json", "print JSON").conflicts("csv"))
    .option("--csv", "print CSV")
    .addOption(
      new Option("--bom", "print CSV marked as UTF-8, for Excel").implies({ csv: true }).conflicts("json"),
    )
    .option("--xlsx <file>", "write an Excel workbook too")
    .action(answer);
}

/** What is asked is checked before the store is opened. */
async function answer(given: Given): Promise<void> {
  const environment = readEnvironment();
  const config = await readDeskConfig(environment);
  const now = systemClock.now();
  const period = askedPeriod(given, config, now);
  const column = parseAgentColumn(given.sort);
  const desk = await openDesk(environment);
  try {
    const { db } = desk.store;
    await projectChanges(db, { logger: desk.logger });
    const found = await agentsTable(db, { accountId: DEFAULT_ACCOUNT, period, now, teams: given.team });
    const agents = sortAgents(found, column, given.reverse);
    const table = agentsExport(agents, period);
    if (given.xlsx !== undefined) await writeWorkbook(given.xlsx, table);
    if (given.json) process.stdout.write(`${JSON.stringify({ agents: agents.map(asJson) })}\n`);
    else if (given.csv) process.stdout.write(csvOf(table, { bom: given.bom ?? false }));
    else process.stdout.write(agentsText(agents, period, given.team));
  } finally {
    await desk.close();
  }
}

function asJson(figures: AgentFigures): object {
  const fields = agentColumns.map(({ field }) => {
    const value = figures[field];
    return [field, value instanceof Date ? value.toISOString() : value];
  });
  return Object.fromEntries(fields);
}
