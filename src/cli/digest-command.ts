import { Command, Option } from "commander";
import { platforms } from "../surfaces/surface.ts";
import { type PreviewOptions, previewDigest } from "./digest-preview.ts";
import { type SendOptions, sendDigestNow } from "./digest-send.ts";

/** Looks at a digest, or sends it, for any moment. */
export function digestCommand(): Command {
  const command = new Command("digest").description("Look at a digest of deskpulse.yaml, or send it now");
  command
    .command("preview")
    .description("Print what would be posted; nothing is sent")
    .argument("<id>", "the digest's id in deskpulse.yaml")
    .option("--as-of <time>", "as it was at a past moment: 2026-03-02T08:30, or an instant (default: now)")
    .addOption(surfaceOption("print this surface's message (default: the console's text)"))
    .option("--out <folder>", "write the pictures there")
    .option("--json", "print JSON: the messages of all the digest's surfaces, or of --surface")
    .action((id: string, options: PreviewOptions) => previewDigest(id, options));
  command
    .command("send")
    .description("Send it to its targets, once for a moment")
    .argument("<id>", "the digest's id in deskpulse.yaml")
    .option("--as-of <time>", "as it was at a past moment: 2026-03-02T08:30, or an instant (default: now)")
    .addOption(surfaceOption("only to this surface's targets"))
    .option("--out <folder>", "write the pictures of the console's message there")
    .option("--again", "send it although that moment was sent already")
    .action((id: string, options: SendOptions) => sendDigestNow(id, options));
  return command;
}

function surfaceOption(description: string): Option {
  return new Option("--surface <surface>", description).choices(platforms);
}
