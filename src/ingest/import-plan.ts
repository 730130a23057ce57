import { createHash } from "node:crypto";
import { basename } from "node:path";
import { UsageError } from "../errors.ts";
import { type MappingFile, readMapping } from "./mapping/read-mapping.ts";
import { openImportFile } from "./open-import-file.ts";
import type { Source } from "./source.ts";
import { vendorOf } from "./vendor-of.ts";

export const IMPORT_FORMATS = ["ndjson", "csv", "export"] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportOptions {
  readonly mapping?: string | undefined;
  readonly source?: string | undefined;
  readonly format?: ImportFormat | undefined;
}

/** One file to be imported, and how. */
export interface ImportPlan {
  readonly path: string;
  /** Of events that name none themselves. */
  readonly source: string;
  /** Of a CSV table. */
  readonly mapping: MappingFile | undefined;
  /** Whose export it is. Without this and without a mapping it is NDJSON. */
  readonly vendor: Source | undefined;
}

/**
 * Decides how each file is read, and looks at all of them before any is.
 *
 * @throws UsageError when options and files do not go together
 * @throws OperationError when a file or the mapping cannot be read
 */
export async function planImports(paths: readonly string[], options: ImportOptions): Promise<ImportPlan[]> {
  for (const path of paths) refuseMismatch(path, options);
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping);
  for (const path of paths) await openImportFile(path);
  const plans = paths.map(async (path) => ({
    path,
    mapping,
    vendor: await vendorOf(path, options),
    source: options.source ?? mapping?.mapping.source ?? bareName(path),
  }));
  return await Promise.all(plans);
}

/** How a file is read. */
export function formatOf({ mapping, vendor }: ImportPlan): ImportFormat {
  if (mapping) return "csv";
  return vendor ? "export" : "ndjson";
}

/**
 * What an import is known by: the same content, read in the same way, under the same name. Reading it all also finds a
 * damaged file before anything of it is stored.
 *
 * @throws OperationError when the file cannot be read to its end
 */
export async function importDigest(plan: ImportPlan, onProgress?: (done: number) => void): Promise<string> {
  const digest = createHash("sha256");
  digest.update(JSON.stringify([plan.source, plan.mapping?.text ?? null]));
  digest.update(plan.vendor ? `export of ${plan.vendor.name}` : "");
  const file = await openImportFile(plan.path);
  for await (const bytes of file.content) {
    digest.update(bytes);
    onProgress?.(file.position() / Math.max(1, file.size));
  }
  return digest.digest("hex");
}

function refuseMismatch(path: string, { mapping, format }: ImportOptions): void {
  const table = format === undefined ? isTable(path, mapping) : format === "csv";
  if (table && mapping === undefined) {
    throw new UsageError(
      `${path} is a CSV table: name the mapping that says what its columns mean with --mapping (docs/importing.md)`,
    );
  }
  if (!table && mapping !== undefined) {
    if (format === "export") throw new UsageError("--mapping is for CSV tables, not with --format export");
    throw new UsageError(`${path} is NDJSON: --mapping is for CSV tables (--format csv reads it as one)`);
  }
}

function isTable(path: string, mapping: string | undefined): boolean {
  const [, extension] = /\.([a-z]+)(?:\.gz)?$/i.exec(path) ?? [];
  if (/^(csv|tsv|tab|txt)$/i.test(extension ?? "")) return true;
  return mapping !== undefined && !/^(ndjson|jsonl|json)$/i.test(extension ?? "");
}

/** `exports/tickets-2026.csv.gz` → `tickets-2026` */
function bareName(path: string): string {
  const name = basename(path)
    .replace(/\.gz$/i, "")
    .replace(/\.[^.]+$/, "");
  return (name || basename(path)).slice(0, 200);
}
