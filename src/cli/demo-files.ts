import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ShownMessage } from "../studio/message-route.ts";
import type { StudioMessages } from "../studio/studio-messages.ts";

type File = readonly [name: string, content: string | Uint8Array];

/**
 * Writes what each surface would post: its payload as JSON, its text, and the pictures, which are the same everywhere.
 *
 * @returns the paths of the files, in the order written
 */
export async function writeDigest(
  folder: string,
  { slack, teams, console }: StudioMessages,
): Promise<readonly string[]> {
  return await write(folder, [
    ...payloads("digest", { slack: slack.payload, teams: teams.payload, text: console.text }),
    ...console.files.map(({ name, bytes }): File => [name, bytes]),
  ]);
}

/** The same of an alert, which has no pictures. */
export async function writeAlert(folder: string, alert: ShownMessage): Promise<readonly string[]> {
  return await write(folder, payloads("alert", alert));
}

function payloads(
  name: string,
  { slack, teams, text }: Pick<ShownMessage, "slack" | "teams" | "text">,
): File[] {
  return [
    [`${name}-slack.json`, `${JSON.stringify(slack, null, 2)}\n`],
    [`${name}-teams.json`, `${JSON.stringify(teams, null, 2)}\n`],
    [`${name}-console.txt`, `${text}\n`],
  ];
}

async function write(folder: string, files: readonly File[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [name, content] of files) {
    const path = join(folder, name);
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}
