import { hash } from "node:crypto";
import { OperationError } from "../errors.ts";
import { parseEvent } from "../events/parse-event.ts";
import type { DeskEvent } from "../events/vocabulary.ts";
import type { ImportStep, Refusal } from "./import-step.ts";
import { JsonView } from "./json-view.ts";
import type { Source } from "./source.ts";

/**
 * Reads a vendor's export: a JSON document, a list of them, or one a line. It is read whole, since what belongs
 * together may stand anywhere in it.
 *
 * @param context see parseEvent
 * @throws OperationError when it is not JSON
 */
export async function* exportSteps(
  path: string,
  content: AsyncIterable<Buffer>,
  vendor: Source,
  context: { readonly source: string; readonly now: Date },
): AsyncGenerator<ImportStep> {
  const text = await wholeText(content);
  const documents = documentsOf(path, text).map((document) => new JsonView(document));
  const digest = hash("sha256", text, "hex").slice(0, 32);
  const made = vendor.backfill?.(documents, { now: context.now, digest }) ?? { events: [], ignored: [] };
  const events: DeskEvent[] = [];
  const refusals: Refusal[] = [];
  made.events.forEach((raw, no) => {
    const parsed = parseEvent(raw, context);
    if (parsed.ok) events.push(parsed.event);
    else refusals.push({ line: no + 1, id: parsed.id, errors: parsed.errors });
  });
  const read = made.events.length + made.ignored.length;
  yield { read, settled: read, events, refusals, withoutEvents: made.ignored.length, shifted: 0 };
}

async function wholeText(content: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts)
    .toString()
    .replace(/^\ufeff/, "");
}

function documentsOf(path: string, text: string): readonly unknown[] {
  const whole = parsed(text);
  if (whole) return Array.isArray(whole.value) ? whole.value : [whole.value];
  const lines = text.split("\n");
  return lines.flatMap((line, no) => {
    if (line.trim() === "") return [];
    const one = parsed(line);
    if (one) return [one.value];
    throw new OperationError(`${path}:${no + 1} is not JSON: an export is a JSON document, or one a line`);
  });
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
