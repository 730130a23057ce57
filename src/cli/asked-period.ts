import type { Command } from "commander";
import type { Period } from "../calendar/period.ts";
import { periodBetween } from "../calendar/period-between.ts";
import { resolvePeriod } from "../calendar/resolve-period.ts";
import { type DeskConfig, TimeZone } from "../config/desk-config.ts";
import { UsageError } from "../errors.ts";

/** The options that choose a period, as they were given. */
export interface PeriodOptions {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly timezone?: string;
}

const DEFAULT_PERIOD = "last 7 days";

export function addPeriodOptions(command: Command): Command {
  return command
    .option(
      "--period <period>",
      `today, "last week", "last 14 days", 2026-03-01..2026-03-31 (default: ${DEFAULT_PERIOD})`,
    )
    .option("--from <time>", "start: a local date, or an instant")
    .option("--to <time>", "end: a local date, included, or an instant, not included")
    .option("--timezone <zone>", "IANA time zone (default: the configuration's)");
}

/**
 * The period that a command line asks for, in its zone, else in the configuration's.
 *
 * @throws UsageError naming what is wrong and the nearest right word
 */
export function askedPeriod(
  { period, from, to, timezone: zone }: PeriodOptions,
  config: Pick<DeskConfig, "timezone" | "weekStartsOn">,
  now: Date,
): Period {
  const timezone = zone === undefined ? config.timezone : timezoneOf(zone);
  if (from === undefined && to === undefined)
    return resolvePeriod(period ?? DEFAULT_PERIOD, { now, timezone, weekStartsOn: config.weekStartsOn });
  if (period !== undefined) throw new UsageError("Give either --period or --from and --to, not both.");
  if (from === undefined || to === undefined)
    throw new UsageError("--from and --to belong together: give both, or --period.");
  return periodBetween(from, to, timezone);
}

function timezoneOf(name: string): string {
  const parsed = TimeZone.safeParse(name);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => issue.message);
  throw new UsageError(`--timezone ${JSON.stringify(name)} ${problems.join("; ")}`);
}
