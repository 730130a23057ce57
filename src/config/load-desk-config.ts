import { readFile } from "node:fs/promises";
import { type Document, LineCounter, parseDocument } from "yaml";
import { OperationError, reason } from "../errors.ts";
import type { ConfigProblem } from "./config-problem.ts";
import { describeIssue } from "./describe-issue.ts";
import { DeskConfig } from "./desk-config.ts";
import { locate } from "./locate.ts";

export interface LoadOptions {
  /** The file was asked for by name: that it is not there is an error. Without, it is an empty configuration. */
  readonly mustExist?: boolean;
  /**
   * What the schema cannot see: names that other parts of the product know. Called with a well-formed configuration and
   * a look at what was written at a place.
   */
  readonly check?: (
    config: DeskConfig,
    written: (path: ConfigProblem["path"]) => unknown,
  ) => readonly ConfigProblem[];
  /** The same for what takes time to look up. */
  readonly checkLater?: (config: DeskConfig) => Promise<readonly ConfigProblem[]>;
}

/**
 * Reads deskpulse.yaml.
 *
 * @throws OperationError that lists every problem with file, line, column, field, what is expected and what was found
 */
export async function loadDeskConfig(path: string, options: LoadOptions = {}): Promise<DeskConfig> {
  const lines = new LineCounter();
  const document = parseDocument(await read(path, options.mustExist ?? false), {
    lineCounter: lines,
    prettyErrors: false,
  });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => `${place(error.pos[0])} ${error.message}`);
    throw failure(path, problems);
  }

  const raw = toPlain(document, path);
  const written = (at: ConfigProblem["path"]) => valueAt(raw, at);
  const parsed = DeskConfig.safeParse(raw);
  const problems = parsed.success
    ? [...(options.check?.(parsed.data, written) ?? []), ...((await options.checkLater?.(parsed.data)) ?? [])]
    : parsed.error.issues.flatMap((issue) => describeIssue(issue, written));
  if (parsed.success && problems.length === 0) return parsed.data;
  throw failure(
    path,
    problems
      .map((problem) => ({ problem, offset: locate(document, problem.path) }))
      .sort((a, b) => a.offset - b.offset)
      .map(({ problem, offset }) => `${place(offset)} ${describe(problem, written(problem.path))}`),
  );
}

async function read(path: string, mustExist: boolean): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing && !mustExist) return "";
    const remedy = isMissing ? "there is no such file; check DESKPULSE_CONFIG" : reason(error);
    throw new OperationError(`The configuration ${path} cannot be read: ${remedy}`, { cause: error });
  }
}

function toPlain(document: Document, path: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw failure(path, [`${path}:1:1 ${reason(error)}`]);
  }
}

function failure(path: string, problems: readonly string[]): OperationError {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new OperationError(`The configuration ${path} has ${count}:\n  ${problems.join("\n  ")}`);
}

function describe(problem: ConfigProblem, found: unknown): string {
  const field = problem.path.map((step, no) =>
    typeof step === "number" ? `[${step}]` : `${no ? "." : ""}${step}`,
  );
  const name = field.length > 0 ? `${field.join("")}: ` : "";
  if (found === undefined) return `${name}${problem.message}, but is missing`;
  return problem.message.startsWith("must")
    ? `${name}found ${show(found)}, ${problem.message}`
    : `${name}${problem.message}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? (value as Record<string, unknown>)[String(step)]
        : undefined,
    raw,
  );
}
