import { Command } from "commander";
import { slaBacktestCommand } from "./sla-backtest-command.ts";
import { slaStatusCommand } from "./sla-status-command.ts";

/** What was promised to customers. */
export function slaCommand(): Command {
  return new Command("sla")
    .description("Look at what was promised to customers: what is due, and what a policy would have done")
    .addCommand(slaStatusCommand())
    .addCommand(slaBacktestCommand());
}
