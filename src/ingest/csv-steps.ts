import { asUtf8 } from "./as-utf8.ts";
import { type CaseChunk, groupedCases } from "./cases.ts";
import { csvRecords } from "./csv-records.ts";
import { gatheredCases } from "./gathered-cases.ts";
import type { ImportStep, Refusal } from "./import-step.ts";
import { type CaseReader, caseReader } from "./mapping/case-reader.ts";
import type { MappingFile } from "./mapping/read-mapping.ts";
import { rowEvents } from "./mapping/row-events.ts";
import { rowKey } from "./mapping/row-key.ts";
import { type RowChunk, tableRows } from "./table-rows.ts";

/**
 * Reads a CSV table by its mapping.
 *
 * @param context see parseEvent
 * @throws OperationError when the table does not fit the mapping
 */
export async function* csvSteps(
  path: string,
  content: AsyncIterable<Buffer>,
  file: MappingFile,
  context: { readonly source: string; readonly now: Date },
): AsyncGenerator<ImportStep> {
  const { table, cases, rules } = file.mapping;
  const dialect = { delimiter: table.delimiter, quote: table.quote ?? undefined };
  const rows = tableRows(path, csvRecords(asUtf8(content, table.encoding), dialect), file);
  if (!cases) {
    for await (const chunk of rows) yield rowStep(chunk, file, context);
    return;
  }
  const reader = caseReader(cases, file.mapping.key, rules, context);
  const chunks = cases.isGrouped
    ? groupedCases(path, rows, reader.caseOf)
    : gatheredCases(rows, reader.caseOf);
  for await (const chunk of chunks) yield caseStep(chunk, reader);
}

function rowStep(
  chunk: RowChunk,
  { mapping }: MappingFile,
  context: { readonly source: string; readonly now: Date },
): ImportStep {
  const refusals: Refusal[] = [...chunk.refusals];
  let withoutEvents = chunk.leftOut;
  const events = chunk.rows.flatMap((row) => {
    const at = { row, first: row, last: row, before: undefined };
    const key = rowKey(mapping.key, at);
    if (typeof key !== "string") {
      refusals.push(key);
      return [];
    }
    const made = rowEvents(mapping.rules, at, key, context);
    refusals.push(...made.refusals);
    if (made.events.length + made.refusals.length === 0) withoutEvents += 1;
    return made.events;
  });
  return { read: chunk.records, settled: chunk.records, events, refusals, withoutEvents, shifted: 0 };
}

function caseStep(chunk: CaseChunk, reader: CaseReader): ImportStep {
  const made = chunk.cases.map((one) => reader.eventsOf(one));
  return {
    read: chunk.read,
    settled: chunk.settled,
    events: made.flatMap((one) => one.events),
    refusals: [...chunk.refusals, ...made.flatMap((one) => one.refusals)],
    withoutEvents: made.reduce((sum, one) => sum + one.withoutEvents, chunk.leftOut),
    shifted: made.reduce((sum, one) => sum + one.shifted, 0),
  };
}
