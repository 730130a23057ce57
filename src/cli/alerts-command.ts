import { Command } from "commander";
import { alertsBacktestCommand } from "./alerts-backtest-command.ts";
import { alertsStatusCommand } from "./alerts-status-command.ts";

/** Alerts on KPIs and on silent sources. */
export function alertsCommand(): Command {
  return new Command("alerts")
    .description("Look at the alerts on KPIs and sources: how they stand, and what one would have told")
    .addCommand(alertsStatusCommand())
    .addCommand(alertsBacktestCommand());
}
