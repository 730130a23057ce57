import { Command } from "commander";
import { digestCommand } from "../../src/cli/digest-command.ts";

// The command line's own digest command, without loading all the others.
await new Command("deskpulse").addCommand(digestCommand()).parseAsync();
