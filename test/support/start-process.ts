import { Command } from "commander";
import { startCommand } from "../../src/cli/start-command.ts";

// The command line's own start command, without loading all the others.
await new Command("deskpulse").addCommand(startCommand()).parseAsync();
