import { isUtf8 } from "node:buffer";
import { type CsvDialect, csvCells } from "./csv-cells.ts";
import { MAX_RECORD_BYTES, type RawLine, rawLines } from "./raw-lines.ts";

export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
  /** Undefined where the record cannot be read: `problem` says why. */
  readonly cells: readonly string[] | undefined;
  readonly problem: string | undefined;
  /** Bytes that are not UTF-8 became U+FFFD. */
  readonly isDamaged: boolean;
}

/** Reads the records of a CSV table, empty lines left out. After a wrong record it goes on in the line behind it. */
export async function* csvRecords(
  content: AsyncIterable<Buffer>,
  dialect: CsvDialect,
): AsyncGenerator<readonly CsvRecord[]> {
  let waiting: readonly RawLine[] = [];
  for await (const lines of rawLines(content)) {
    const { records, rest } = take([...waiting, ...lines], dialect, false);
    waiting = rest;
    if (records.length > 0) yield records;
  }
  const { records } = take(waiting, dialect, true);
  if (records.length > 0) yield records;
}

function take(
  lines: readonly RawLine[],
  dialect: CsvDialect,
  isEnd: boolean,
): { records: CsvRecord[]; rest: readonly RawLine[] } {
  const records: CsvRecord[] = [];
  let index = 0;
  while (index < lines.length) {
    const taken = record(lines, index, dialect, isEnd);
    if (taken === "more") break;
    if (taken.record) records.push(taken.record);
    index += taken.lines;
  }
  return { records, rest: lines.slice(index) };
}

function record(
  lines: readonly RawLine[],
  index: number,
  dialect: CsvDialect,
  isEnd: boolean,
): { record: CsvRecord | undefined; lines: number } | "more" {
  const first = lines[index];
  if (!first?.bytes) {
    return { record: wrong(first, "", `must not be longer than ${MAX_RECORD_BYTES} bytes`), lines: 1 };
  }
  if (first.bytes.length === 0) return { record: undefined, lines: 1 };
  let text = first.bytes.toString();
  let isDamaged = !isUtf8(first.bytes);
  for (let count = 1; ; count++) {
    const next = lines[index + count - 1];
    // Only a line with a quote in it can end what the first one left open.
    const parsed =
      count === 1 || (dialect.quote && next?.bytes?.includes(dialect.quote))
        ? csvCells(text, dialect)
        : ({ kind: "open" } as const);
    if (parsed.kind === "cells") {
      const found = { line: first.line, text, cells: parsed.cells, problem: undefined, isDamaged };
      return { record: found, lines: count };
    }
    if (parsed.kind === "wrong") return { record: wrong(first, text, parsed.message), lines: 1 };
    const more = lines[index + count];
    if (!more && !isEnd) return "more";
    if (!more?.bytes || text.length + more.bytes.length > MAX_RECORD_BYTES) {
      return { record: wrong(first, text, "a quote is opened and never closed"), lines: 1 };
    }
    text += `\n${more.bytes.toString()}`;
    isDamaged ||= !isUtf8(more.bytes);
  }
}

function wrong(first: RawLine | undefined, text: string, problem: string): CsvRecord {
  return { line: first?.line ?? 0, text, cells: undefined, problem, isDamaged: false };
}
