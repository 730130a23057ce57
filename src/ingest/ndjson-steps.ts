import { isUtf8 } from "node:buffer";
import { OperationError, reason } from "../errors.ts";
import { parseEvent } from "../events/parse-event.ts";
import type { DeskEvent } from "../events/vocabulary.ts";
import type { ImportStep, Refusal } from "./import-step.ts";
import { MAX_RECORD_BYTES, type RawLine, rawLines } from "./raw-lines.ts";

const LOOKED_AT = 20;

/**
 * Reads NDJSON: one event a line, empty lines left out.
 *
 * @param context see parseEvent
 * @throws OperationError when the file does not begin like NDJSON at all
 */
export async function* ndjsonSteps(
  path: string,
  content: AsyncIterable<Buffer>,
  context: { readonly source: string; readonly now: Date },
): AsyncGenerator<ImportStep> {
  let records = 0;
  let isFirst = true;
  for await (const lines of rawLines(content)) {
    if (isFirst) requireObjects(path, lines);
    isFirst = false;
    const events: DeskEvent[] = [];
    const refusals: Refusal[] = [];
    for (const line of lines) {
      if (line.bytes && isBlank(line.bytes)) continue;
      records += 1;
      const parsed = parseLine(line, context);
      if ("errors" in parsed) refusals.push(parsed);
      else events.push(parsed);
    }
    yield { read: records, settled: records, events, refusals, withoutEvents: 0, shifted: 0 };
  }
}

function parseLine(
  { line, bytes }: RawLine,
  context: { readonly source: string; readonly now: Date },
): DeskEvent | Refusal {
  const refuse = (message: string): Refusal => ({ line, id: undefined, errors: [{ path: "", message }] });
  if (!bytes) return refuse(`must not be longer than ${MAX_RECORD_BYTES} bytes`);
  if (!isUtf8(bytes)) return refuse("must be UTF-8; it has bytes that are not");
  let input: unknown;
  try {
    input = JSON.parse(bytes.toString());
  } catch (error) {
    return refuse(`must be a JSON object on a line of its own (${reason(error)})`);
  }
  const parsed = parseEvent(input, context);
  return parsed.ok ? parsed.event : { line, id: parsed.id, errors: parsed.errors };
}

/** A file of another kind would be refused line by line: said once, before anything is read, it helps more. */
function requireObjects(path: string, lines: readonly RawLine[]): void {
  const heads = lines
    .flatMap(({ bytes }) => (bytes && !isBlank(bytes) ? [bytes.subarray(0, 60).toString().trim()] : []))
    .slice(0, LOOKED_AT);
  if (heads.length === 0 || heads.some((head) => head.startsWith("{"))) return;
  const first = heads[0] ?? "";
  const remedy = first.startsWith("[")
    ? "a JSON array must be written one object a line (jq -c '.[]' does it)"
    : "a CSV table is read with --mapping, and --format csv where its name does not end in .csv";
  throw new OperationError(`${path} is not NDJSON, it begins with ${JSON.stringify(first)}: ${remedy}`);
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
}
