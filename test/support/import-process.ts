import { Command, CommanderError } from "commander";
import { importCommand } from "../../src/cli/import-command.ts";
import { UsageError } from "../../src/errors.ts";

// The command line's own import command, without loading all the others.
try {
  await new Command("deskpulse").exitOverride().addCommand(importCommand().exitOverride()).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError || error instanceof CommanderError ? 2 : 1;
}
