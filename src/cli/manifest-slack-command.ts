import { Command } from "commander";
import { commandCatalogue } from "../commands/command-catalogue.ts";
import { readEnvironment } from "../config/environment.ts";
import { OperationError, UsageError } from "../errors.ts";
import { slackManifest } from "../surfaces/slack/slack-manifest.ts";

interface Options {
  readonly url?: string;
  readonly http?: true;
}

export function manifestSlackCommand(): Command {
  return new Command("slack")
    .description("the manifest of the Slack app, for Socket Mode unless an address is given")
    .option("--url <https-address>", "let Slack send requests there instead of using Socket Mode")
    .option("--http", "the same with the address in PUBLIC_URL")
    .action((options: Options) => {
      const manifest = slackManifest({ publicUrl: addressOf(options), commands: commandCatalogue });
      process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
    });
}

function addressOf({ url, http }: Options): string | undefined {
  if (url !== undefined) {
    if (URL.canParse(url) && new URL(url).protocol === "https:") return url;
    throw new UsageError(
      `--url is ${JSON.stringify(url)}: Slack needs an https:// address that it can reach.`,
    );
  }
  return http ? httpsAddress(readEnvironment().PUBLIC_URL) : undefined;
}

function httpsAddress(publicUrl: string | undefined): string {
  if (publicUrl?.startsWith("https://")) return publicUrl;
  throw new OperationError(
    `PUBLIC_URL is ${publicUrl ?? "not set"}: with --http Slack needs an https:// address that it can reach. ` +
      "Leave --http away to use Socket Mode, which needs none.",
  );
}
