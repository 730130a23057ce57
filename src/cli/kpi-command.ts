import { Command, Option } from "commander";
import { comparisons } from "../calendar/compared-period.ts";
import { systemClock } from "../clock.ts";
import { readEnvironment } from "../config/environment.ts";
import { csvOf } from "../exports/csv-of.ts";
import { type MetricQuery, statistics } from "../metrics/metric-query.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { receiptOf } from "../metrics/receipt.ts";
import { receiptText } from "../metrics/receipt-text.ts";
import { agentNames } from "../store/agent-names.ts";
import { projectChanges } from "../store/projector.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { addPeriodOptions } from "./asked-period.ts";
import { charted, drawKpi } from "./kpi-chart.ts";
import { kpiExport } from "./kpi-export.ts";
import { kpiJson } from "./kpi-json.ts";
import { filterOptions, type KpiOptions, kpiRequest } from "./kpi-request.ts";
import { kpiTable } from "./kpi-table.ts";
import { type Desk, openDesk } from "./open-desk.ts";
import { readDeskConfig } from "./read-desk-config.ts";
import { writeWorkbook } from "./write-workbook.ts";

interface Given extends Omit<KpiOptions, "filters"> {
  readonly why?: true;
  readonly json?: true;
  readonly csv?: true;
  readonly bom?: true;
  readonly xlsx?: string;
  readonly chart?: string;
}

/** Answers KPIs for a period and the one before it. */
export function kpiCommand(): Command {
  const command = new Command("kpi")
    .description("Compute KPIs for a period, compared with the period before it")
    .argument("<id...>", "KPIs by their id; `deskpulse kpis` lists them");
  addPeriodOptions(command)
    .option(
      "--by <dimensions>",
      "split by channel, team, agent, tag, day, hour-of-day, … (comma-separated)",
      listOf,
    )
    .addOption(
      new Option("--automatic <which>", "only resolutions that were automatic").choices(["yes", "no"]),
    )
    .addOption(
      new Option("--clock <clock>", "time to measure in").choices(["elapsed", "business"]).default("elapsed"),
    )
    .addOption(
      new Option("--stat <statistic>", "how durations are summed up (default: mean)").choices(statistics),
    )
    .addOption(
      new Option(
        "--compare <with>",
        "what it is compared with: the period before, or the same one a week or a year ago",
      )
        .choices(comparisons)
        .default("previous"),
    )
    .addOption(
      new Option(
        "--why",
        "tell what the number is made of: what was left out, and the rows behind it",
      ).conflicts(["csv", "bom", "xlsx"]),
    )
    .addOption(new Option("--json", "print JSON").conflicts("csv"))
    .option("--csv", "print CSV")
    .addOption(
      new Option("--bom", "print CSV marked as UTF-8, for Excel").implies({ csv: true }).conflicts("json"),
    )
    .option("--xlsx <file>", "write an Excel workbook too")
    .option("--chart <file>", "draw one KPI as a PNG: by what --by says, else over time");
  for (const name of filterOptions)
    command.addOption(
      new Option(`--${name} <value>`, `only this ${name}; may be repeated`).argParser(collect),
    );
  return command.action(async (ids: string[], given: Given) => {
    await answer(ids, given, { ...given, filters: filtersOf(command) });
  });
}

function listOf(text: string): string[] {
  return text.split(",").filter((part) => part.trim() !== "");
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function filtersOf(command: Command): KpiOptions["filters"] {
  const given = filterOptions.map((name) => {
    const option = command.options.find((candidate) => candidate.name() === name);
    return [name, option && command.getOptionValue(option.attributeName())] as const;
  });
  return Object.fromEntries(given.filter(([, values]) => values !== undefined));
}

/** What is asked is checked before the store is opened. */
async function answer(ids: readonly string[], given: Given, options: KpiOptions): Promise<void> {
  const environment = readEnvironment();
  const config = await readDeskConfig(environment);
  const query = kpiRequest(ids, options, {
    accountId: DEFAULT_ACCOUNT,
    config,
    now: systemClock.now(),
  });
  if (given.chart !== undefined) charted(query);
  const desk = await openDesk(environment);
  try {
    await projectChanges(desk.store.db, { logger: desk.logger });
    if (given.chart !== undefined) await drawKpi(desk, query, given.chart);
    process.stdout.write(await printed(desk, query, given));
  } finally {
    await desk.close();
  }
}

/** Writes the workbook that is asked for, and gives what to print. */
async function printed(
  desk: Desk,
  query: MetricQuery,
  { why, json, csv, bom, xlsx }: Given,
): Promise<string> {
  const { db } = desk.store;
  if (why) return await explained(desk, query, json ?? false);
  const results = await queryMetrics(db, query);
  const names = await agentNames(db, query.accountId);
  const table = kpiExport(query, results, names);
  if (xlsx !== undefined) await writeWorkbook(xlsx, table);
  if (json) return `${JSON.stringify(kpiJson(query, results))}\n`;
  return csv ? csvOf(table, { bom: bom ?? false }) : kpiTable(query, results, names);
}

/** A receipt for each KPI. */
async function explained(desk: Desk, query: MetricQuery, isJson: boolean): Promise<string> {
  const receipts = [];
  for (const metric of query.metrics)
    receipts.push(await receiptOf(desk.store.db, { ...query, metrics: [metric] }));
  return isJson ? `${JSON.stringify({ receipts })}\n` : `${receipts.map(receiptText).join("\n\n\n")}\n`;
}
