import { Command, CommanderError } from "commander";
import { demoCommand } from "./cli/demo-command.ts";
import { digestCommand } from "./cli/digest-command.ts";
import { importCommand } from "./cli/import-command.ts";
import { kpiCommand } from "./cli/kpi-command.ts";
import { kpisCommand } from "./cli/kpis-command.ts";
import { manifestCommand } from "./cli/manifest-command.ts";
import { migrateCommand } from "./cli/migrate-command.ts";
import { rebuildCommand } from "./cli/rebuild-command.ts";
import { startCommand } from "./cli/start-command.ts";
import { OperationError, UsageError } from "./errors.ts";

const program = new Command("deskpulse")
  .description("Your support desk's numbers, in Slack, Microsoft Teams and here.")
  .showSuggestionAfterError()
  .showHelpAfterError("(add --help for the options)")
  .exitOverride()
  .addCommand(demoCommand())
  .addCommand(startCommand())
  .addCommand(importCommand())
  .addCommand(kpiCommand())
  .addCommand(kpisCommand())
  .addCommand(digestCommand())
  .addCommand(rebuildCommand())
  .addCommand(migrateCommand())
  .addCommand(manifestCommand());

for (const command of everyCommand(program)) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function everyCommand(parent: Command): Command[] {
  return parent.commands.flatMap((command) => [command, ...everyCommand(command)]);
}

/** Prints what went wrong and gives the exit code: 1 failed, 2 wrong use. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) {
    process.stderr.write(`deskpulse: ${error.message}\n`);
    return 2;
  }
  if (error instanceof OperationError) {
    process.stderr.write(`deskpulse: ${error.message}\n`);
    return 1;
  }
  process.stderr.write(
    `deskpulse: unexpected error\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return 1;
}
