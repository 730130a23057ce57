import { readFile } from "node:fs/promises";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { OperationError, reason } from "../../errors.ts";
import { expectationOf, showValue } from "../../events/field-errors.ts";
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
    const problems = parsed.error.issues.map((issue) => {
      const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
      return { path, message: problemOf(issue, path, raw) };
    });
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

function problemOf(issue: Issue, path: MappingPath, raw: unknown): string {
  const { value } = written(path, raw);
  const expected = expectationOf(issue, value);
  if (value === undefined) return `is missing: ${expected}`;
  return typeof value === "object" && value !== null ? expected : `${expected} (found ${showValue(value)})`;
}

type Issue = NonNullable<ReturnType<typeof MappingSpec.safeParse>["error"]>["issues"][number];

/** `events[0].data.channel: ` */
function named(path: MappingPath, raw: unknown): string {
  const { steps } = written(path, raw);
  const text = steps.map((step, no) =>
    typeof step === "number" ? `[${step}]` : `${no > 0 ? "." : ""}${step}`,
  );
  return text.length > 0 ? `${text.join("")}: ` : "";
}

/** A path as it is written, and what stands there: one may stand without its list, a text without its `column`. */
function written(path: MappingPath, raw: unknown): { steps: (string | number)[]; value: unknown } {
  const steps: (string | number)[] = [];
  let value = raw;
  for (const step of path) {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, step);
    const isImplied = typeof step === "number" || typeof value !== "object" || value === null;
    if (!isThere && isImplied) continue;
    steps.push(step);
    value = isThere ? (value as Record<string | number, unknown>)[step] : undefined;
    if (!isThere) break;
  }
  return { steps, value };
}
