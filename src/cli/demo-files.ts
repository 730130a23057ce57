import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StudioMessages } from "../studio/studio-messages.ts";

/**
 * Writes what each surface would post: its payload as JSON, its text, and the pictures, which are the same everywhere.
 *
 * @returns the paths of the files, in the order written
 */
export async function writeMessages(
  folder: string,
  { slack, teams, console }: StudioMessages,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: readonly [name: string, content: string | Uint8Array][] = [
    ["digest-slack.json", `${JSON.stringify(slack.payload, null, 2)}\n`],
    ["digest-teams.json", `${JSON.stringify(teams.payload, null, 2)}\n`],
    ["digest-console.txt", `${console.text}\n`],
    ...console.files.map(({ name, bytes }) => [name, bytes] as [string, Uint8Array]),
  ];
  const paths: string[] = [];
  for (const [name, content] of files) {
    const path = join(folder, name);
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}
