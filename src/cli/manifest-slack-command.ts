import { Command } from "commander";
import { readEnvironment } from "../config/environment.ts";
import { OperationError } from "../errors.ts";
import { slackManifest } from "../surfaces/slack/slack-manifest.ts";

export function manifestSlackCommand(): Command {
  return new Command("slack")
    .description("the manifest of the Slack app, for Socket Mode unless --http is given")
    .option("--http", "let Slack send requests to PUBLIC_URL instead of using Socket Mode")
    .action(({ http }: { http?: true }) => {
      const publicUrl = http ? httpsAddress(readEnvironment().PUBLIC_URL) : undefined;
      process.stdout.write(`${JSON.stringify(slackManifest({ publicUrl }), null, 2)}\n`);
    });
}

function httpsAddress(publicUrl: string | undefined): string {
  if (publicUrl?.startsWith("https://")) return publicUrl;
  throw new OperationError(
    `PUBLIC_URL is ${publicUrl ?? "not set"}: with --http Slack needs an https:// address that it can reach. ` +
      "Leave --http away to use Socket Mode, which needs none.",
  );
}
