import { Command } from "commander";
import { manifestSlackCommand } from "./manifest-slack-command.ts";
import { manifestTeamsCommand } from "./manifest-teams-command.ts";

/** Prints what a platform creates the app from. */
export function manifestCommand(): Command {
  return new Command("manifest")
    .description("Print the app manifest for a platform")
    .addCommand(manifestSlackCommand())
    .addCommand(manifestTeamsCommand());
}
