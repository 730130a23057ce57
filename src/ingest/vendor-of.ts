import { UsageError } from "../errors.ts";
import type { ImportOptions } from "./import-plan.ts";
import { openImportFile } from "./open-import-file.ts";
import type { Source } from "./source.ts";
import { sources } from "./source-catalogue.ts";

/**
 * Whose export a file is: said by --format export, or seen by a JSON file that does not begin with events and comes
 * with the --source of a help desk.
 *
 * @throws UsageError when --source names none that exports are known of
 */
export async function vendorOf(
  path: string,
  { source, format, mapping }: ImportOptions,
): Promise<Source | undefined> {
  const known = sources.filter(({ backfill }) => backfill);
  const vendor = known.find(({ name }) => name === source);
  if (format === "export" && !vendor) {
    throw new UsageError(
      `--format export needs --source with one of ${known.map(({ name }) => name).join(", ")}`,
    );
  }
  if (!vendor || mapping !== undefined) return undefined;
  if (format !== undefined) return format === "export" ? vendor : undefined;
  const isJson = /\.json(\.gz)?$/i.test(path);
  return isJson && !(await beginsWithEvent(path)) ? vendor : undefined;
}

/** Events stand one a line, each with its type and time. */
async function beginsWithEvent(path: string): Promise<boolean> {
  const { content } = await openImportFile(path);
  for await (const chunk of content) {
    const [first = ""] = chunk.toString().trimStart().split("\n", 1);
    return isEvent(first);
  }
  return false;
}

function isEvent(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return (
      typeof value === "object" && value !== null && "type" in value && "time" in value && "data" in value
    );
  } catch {
    return false;
  }
}
