import { readFile } from "node:fs/promises";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { OperationError, reason } from "../../errors.ts";
import { fieldErrors } from "../../events/field-errors.ts";
import type { MappingPath } from "./compilation.ts";
import { compileMapping, type Mapping } from "./compile-mapping.ts";
import { MappingSpec } from "./mapping-spec.ts";

/** A mapping file that was read. */
export interface MappingFile {
  readonly mapping: Mapping;
  /** As it was written: part of what an import is known by. */
  readonly text: string;
  /** `mapping.yaml:12:5`, for messages about what the mapping asks for. */
  readonly place: (path: MappingPath) => string;
}

/**
 * Reads a mapping file.
 *
 * @throws OperationError that lists every problem with file, line, column, field and remedy
 */
export async function readMapping(file: string): Promise<MappingFile> {
  const text = await read(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const place = (path: MappingPath) => position(offsetOf(document, path));
  if (document.errors.length > 0) {
    throw broken(
      file,
      document.errors.map((error) => `${position(error.pos[0])} ${error.message}`),
    );
  }
  const raw = plain(document, file);
  const parsed = MappingSpec.safeParse(raw);
  if (!parsed.success) {
    const messages = fieldErrors(parsed.error, "", raw).map(({ message }) => message);
    const problems = parsed.error.issues.map((issue, no) => ({
      path: issue.path.map((step) => (typeof step === "number" ? step : String(step))),
      message: messages[no] ?? issue.message,
    }));
    throw broken(
      file,
      problems.map(({ path, message }) => `${place(path)} ${named(path, raw)}${message}`),
    );
  }
  const { mapping, problems } = compileMapping(parsed.data);
  if (problems.length === 0) return { mapping, text, place };
  throw broken(
    file,
    problems.map(({ path, message }) => `${place(path)} ${named(path, raw)}${message}`),
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = isMissing ? "there is no such file; check --mapping" : reason(error);
    throw new OperationError(`The mapping ${file} cannot be read: ${why}`, { cause: error });
  }
}

function plain(document: Document, file: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw broken(file, [`${file}:1:1 ${reason(error)}`]);
  }
}

function broken(file: string, problems: readonly string[]): OperationError {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new OperationError(
    `The mapping ${file} has ${count} (docs/importing.md explains every key):\n  ${problems.join("\n  ")}`,
  );
}

/** Where a path stands; of what is missing, where what should hold it stands. */
function offsetOf(document: Document, path: MappingPath): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** `events[0].data.channel: `, as it is written: what stands for itself has no inner keys. */
function named(path: MappingPath, raw: unknown): string {
  let text = "";
  let value = raw;
  for (const [index, step] of path.entries()) {
    const isWritten = typeof value === "object" && value !== null && Object.hasOwn(value, step);
    if (!isWritten && (index < path.length - 1 || typeof step === "number")) break;
    text += typeof step === "number" ? `[${step}]` : `${text ? "." : ""}${step}`;
    value = isWritten ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return text ? `${text}: ` : "";
}
