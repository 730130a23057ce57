import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { systemClock } from "../clock.ts";
import { readEnvironment } from "../config/environment.ts";
import { OperationError, reason, UsageError } from "../errors.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { metricChart } from "../metrics/metric-chart.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import { type MetricQuery, statistics } from "../metrics/metric-query.ts";
import { queryMetrics } from "../metrics/query-metrics.ts";
import { agentNames } from "../store/agent-names.ts";
import { projectChanges } from "../store/projector.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { kpiCsv } from "./kpi-csv.ts";
import { kpiJson } from "./kpi-json.ts";
import { filterOptions, type KpiOptions, kpiRequest } from "./kpi-request.ts";
import { kpiTable } from "./kpi-table.ts";
import { openCharts } from "./open-charts.ts";
import { type Desk, openDesk } from "./open-desk.ts";
import { readDeskConfig } from "./read-desk-config.ts";

interface Given extends Omit<KpiOptions, "filters"> {
  readonly json?: true;
  readonly csv?: true;
  readonly chart?: string;
}

/** Answers KPIs for a period and the one before it. */
export function kpiCommand(): Command {
  const command = new Command("kpi")
    .description("Compute KPIs for a period, compared with the period before it")
    .argument("<id...>", "KPIs by their id; `deskpulse kpis` lists them")
    .option(
      "--period <period>",
      'today, "last week", "last 14 days", 2026-03-01..2026-03-31 (default: last 7 days)',
    )
    .option("--from <time>", "start: a local date, or an instant")
    .option("--to <time>", "end: a local date, included, or an instant, not included")
    .option("--timezone <zone>", "IANA time zone (default: the configuration's)")
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
    .addOption(new Option("--json", "print JSON").conflicts("csv"))
    .option("--csv", "print CSV")
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
    if (given.chart !== undefined) await draw(desk, query, given.chart);
    process.stdout.write(await printed(desk, query, given));
  } finally {
    await desk.close();
  }
}

async function printed(desk: Desk, query: MetricQuery, { json, csv }: Given): Promise<string> {
  const { db } = desk.store;
  const results = await queryMetrics(db, query);
  if (json) return `${JSON.stringify(kpiJson(query, results))}\n`;
  if (csv) return kpiCsv(query, results);
  return kpiTable(query, results, await agentNames(db, query.accountId));
}

async function draw(desk: Desk, query: MetricQuery, file: string): Promise<void> {
  const { db } = desk.store;
  const definition = charted(query);
  const split = query.by.length > 0 ? query : { ...query, by: definition.chart.by };
  const names = await agentNames(db, query.accountId);
  const spec = metricChart(definition, await queryMetrics(db, split), split, {
    nameOf: (dimension, key) => (dimension === "agent" ? names.get(key) : undefined),
  });
  const charts = await openCharts(desk);
  try {
    await write(file, await charts.drawer.draw(spec));
  } finally {
    await charts.close();
  }
}

/** @throws UsageError when one picture cannot show what is asked */
function charted(query: MetricQuery): MetricDefinition {
  const [metric] = query.metrics;
  if (!metric || query.metrics.length > 1 || query.by.length > 2)
    throw new UsageError("--chart draws one KPI by at most two dimensions.");
  return findMetric(metric.id);
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    throw new OperationError(`The chart ${file} cannot be written: ${reason(cause)}`, { cause });
  }
}
