import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { commandCatalogue } from "../commands/command-catalogue.ts";
import { readEnvironment } from "../config/environment.ts";
import { OperationError, reason, UsageError } from "../errors.ts";
import { teamsManifest } from "../surfaces/teams/teams-manifest.ts";
import { zipArchive } from "../surfaces/teams/zip-archive.ts";

/** Stands in where no bot is registered yet. Teams refuses it, so it cannot be uploaded by mistake. */
const NO_BOT = "00000000-0000-0000-0000-000000000000";

const PACKAGE = "deskpulse-teams.zip";

interface Options {
  readonly url?: string;
  readonly zip?: string;
}

export function manifestTeamsCommand(): Command {
  return new Command("teams")
    .description("the manifest of the Teams app, with TEAMS_CLIENT_ID and PUBLIC_URL filled in")
    .option("--url <https-address>", `take this instead of PUBLIC_URL, and write ${PACKAGE}`)
    .option(
      "--zip <file>",
      "write the package to upload (manifest and icons) there instead of printing the manifest",
    )
    .action(async ({ url, zip = url === undefined ? undefined : PACKAGE }: Options) => {
      const { TEAMS_CLIENT_ID, PUBLIC_URL } = readEnvironment();
      const publicUrl = url === undefined ? PUBLIC_URL : httpsAddress(url);
      if (zip !== undefined && TEAMS_CLIENT_ID === undefined) {
        throw new OperationError(
          "TEAMS_CLIENT_ID is not set: the package needs the bot's id. docs/teams.md says where to find it.",
        );
      }
      const clientId = TEAMS_CLIENT_ID ?? NO_BOT;
      const manifest = teamsManifest({ clientId, publicUrl, commands: commandCatalogue });
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      if (zip === undefined) process.stdout.write(text);
      else await writePackage(zip, text);
    });
}

function httpsAddress(url: string): string {
  if (URL.canParse(url) && new URL(url).protocol === "https:") return url;
  throw new UsageError(`--url is ${JSON.stringify(url)}: Teams needs an https:// address that it can reach.`);
}

async function writePackage(file: string, manifest: string): Promise<void> {
  const icon = async (name: string) => ({
    name,
    bytes: await readFile(fileURLToPath(new URL(`../../manifest/teams/${name}`, import.meta.url))),
  });
  const entries = [
    { name: "manifest.json", bytes: Buffer.from(manifest, "utf8") },
    await icon("color.png"),
    await icon("outline.png"),
  ];
  try {
    await writeFile(file, zipArchive(entries));
  } catch (error) {
    throw new OperationError(`The package cannot be written to ${file}: ${reason(error)}`, { cause: error });
  }
  process.stdout.write(`${file}\n`);
}
