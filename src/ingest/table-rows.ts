import { hash } from "node:crypto";
import { closest } from "../closest.ts";
import { OperationError } from "../errors.ts";
import type { CsvRecord } from "./csv-records.ts";
import type { Refusal } from "./import-step.ts";
import type { MappingFile } from "./mapping/read-mapping.ts";
import type { TableRow } from "./mapping/table-row.ts";

/** Some rows of a table. */
export interface RowChunk {
  readonly rows: readonly TableRow[];
  readonly refusals: readonly Refusal[];
  /** Records read so far, refused and left out ones among them. */
  readonly records: number;
  readonly leftOut: number;
}

/** @throws OperationError when the table has no header, or lacks a column that the mapping asks for */
export async function* tableRows(
  path: string,
  records: AsyncIterable<readonly CsvRecord[]>,
  file: MappingFile,
): AsyncGenerator<RowChunk> {
  const { mapping } = file;
  let read = mapping.table.columns ? rowReader(path, mapping.table.columns, file) : undefined;
  let count = 0;
  let skip = mapping.table.skipLines;
  for await (const chunk of records) {
    const rows: TableRow[] = [];
    const refusals: Refusal[] = [];
    let leftOut = 0;
    for (const record of chunk) {
      if (record.line <= skip) continue;
      skip = 0;
      if (!read) {
        read = rowReader(path, headerOf(path, record), file);
        continue;
      }
      count += 1;
      const row = read(record, count);
      if ("errors" in row) refusals.push(row);
      else if (mapping.where(row)) rows.push(row);
      else leftOut += 1;
    }
    yield { rows, refusals, records: count, leftOut };
  }
}

function headerOf(path: string, { cells, problem }: CsvRecord): readonly string[] {
  if (cells) return cells.map((cell) => cell.trim());
  throw new OperationError(`${path}: the header line cannot be read: ${problem}`);
}

type RowReader = (record: CsvRecord, no: number) => TableRow | Refusal;

function rowReader(path: string, header: readonly string[], file: MappingFile): RowReader {
  const { mapping } = file;
  const positions = positionsOf(path, header, file);
  const missing = new Set(mapping.table.missing);
  const needsDigest = !mapping.key && !mapping.cases;
  const occurrences = new Map<string, number>();
  return ({ line, text, cells, problem, isDamaged }, no) => {
    const refuse = (message: string): Refusal => ({ line, id: undefined, errors: [{ path: "", message }] });
    if (!cells) return refuse(problem ?? "cannot be read");
    const surplus = cells.slice(header.length).some((cell) => cell.trim() !== "");
    if (cells.length < header.length || surplus) {
      return refuse(`must have as many cells as the header: ${header.length} (found ${cells.length})`);
    }
    const taken = positions.map((position) => {
      const cell = (cells[position] ?? "").trim();
      return cell === "" || missing.has(cell) ? undefined : cell;
    });
    if (isDamaged && taken.some((cell) => cell?.includes("\ufffd"))) {
      return refuse("has bytes that are not UTF-8: name the file's encoding in table.encoding");
    }
    return { line, no, cells: taken, digest: needsDigest ? digestOf(text, occurrences) : "" };
  };
}

/** Where the columns stand that the mapping asks for. */
function positionsOf(path: string, header: readonly string[], { mapping, place }: MappingFile): number[] {
  const problems = mapping.columns.flatMap(({ column, path: asked }) => {
    const found = header.filter((name) => name === column).length;
    if (found === 1) return [];
    const problem = found === 0 ? absent(column, header) : `stands ${found} times in the header`;
    return `${place(asked)} column ${JSON.stringify(column)} ${problem}`;
  });
  if (problems.length === 0) return mapping.columns.map(({ column }) => header.indexOf(column));
  const hint = header.length === 1 ? "; if that is not one column, set table.delimiter" : "";
  const columns = header.map((name) => JSON.stringify(name)).join(", ");
  throw new OperationError(
    `${path} does not fit the mapping:\n  ${problems.join("\n  ")}\n  its columns are ${columns}${hint}`,
  );
}

function absent(column: string, header: readonly string[]): string {
  const near = closest(column, header);
  return near
    ? `is not there; did you mean ${JSON.stringify(near)}?`
    : `is not there (a constant is written { value: ${column} })`;
}

/** The row's content; the second row of the very same content is another row. */
function digestOf(text: string, occurrences: Map<string, number>): string {
  const digest = hash("sha1", text, "hex").slice(0, 16);
  const count = (occurrences.get(digest) ?? 0) + 1;
  occurrences.set(digest, count);
  return count === 1 ? digest : `${digest}~${count}`;
}
