import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Platform, RenderedMessage } from "../surfaces/surface.ts";

/**
 * Writes what each surface would post: its payload as JSON, its text, its pictures.
 *
 * @returns the paths of the files, in the order written
 */
export async function writeMessages(
  folder: string,
  messages: ReadonlyMap<Platform, RenderedMessage>,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [platform, message] of messages) {
    const files: [name: string, content: string | Uint8Array][] = [
      message.payload === undefined
        ? [`${platform}.txt`, message.text]
        : [`${platform}.json`, `${JSON.stringify(message.payload, null, 2)}\n`],
      // Every surface shows the same pictures: the console's stand for all.
      ...(platform === "console"
        ? message.files.map((file) => [file.name, file.bytes] as [string, Uint8Array])
        : []),
    ];
    for (const [name, content] of files) {
      const path = join(folder, name);
      await writeFile(path, content);
      paths.push(path);
    }
  }
  return paths;
}
