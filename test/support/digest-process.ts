import { Command } from "commander";
import { digestCommand } from "../../src/cli/digest-command.ts";
import { startCommand } from "../../src/cli/start-command.ts";

// The command line's own commands that send digests, without loading all the others.
await new Command("deskpulse").addCommand(digestCommand()).addCommand(startCommand()).parseAsync();
