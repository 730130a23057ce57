import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { readEnvironment } from "../config/environment.ts";
import { OperationError, reason } from "../errors.ts";
import { teamsManifest } from "../surfaces/teams/teams-manifest.ts";
import { zipArchive } from "../surfaces/teams/zip-archive.ts";

/** Stands in where no bot is registered yet. Teams refuses it, so it cannot be uploaded by mistake. */
const NO_BOT = "00000000-0000-0000-0000-000000000000";

export function manifestTeamsCommand(): Command {
  return new Command("teams")
    .description("the manifest of the Teams app, with TEAMS_CLIENT_ID and PUBLIC_URL filled in")
    .option(
      "--zip <file>",
      "write the package to upload (manifest and icons) instead of printing the manifest",
    )
    .action(async ({ zip }: { zip?: string }) => {
      const { TEAMS_CLIENT_ID, PUBLIC_URL } = readEnvironment();
      if (zip !== undefined && TEAMS_CLIENT_ID === undefined) {
        throw new OperationError(
          "TEAMS_CLIENT_ID is not set: the package needs the bot's id. docs/teams.md says where to find it.",
        );
      }
      const manifest = teamsManifest({ clientId: TEAMS_CLIENT_ID ?? NO_BOT, publicUrl: PUBLIC_URL });
      const text = `${JSON.stringify(manifest, null, 2)}\n`;
      if (zip === undefined) process.stdout.write(text);
      else await writePackage(zip, text);
    });
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
