import { OperationError } from "../errors.ts";
import type { Refusal } from "./import-step.ts";
import type { TableRow } from "./mapping/table-row.ts";
import type { RowChunk } from "./table-rows.ts";

/** Whole cases, each with its rows in the order of the file. */
export interface CaseChunk {
  readonly cases: readonly Case[];
  readonly refusals: readonly Refusal[];
  /** Records read so far. */
  readonly read: number;
  /** See ImportStep. */
  readonly settled: number;
  readonly leftOut: number;
}

export interface Case {
  readonly id: string;
  readonly rows: readonly TableRow[];
}

/** Reads the id of a row's case, or says why it has none. */
export type CaseOf = (row: TableRow) => string | Refusal;

/**
 * Cases whose rows stand together, one after the other.
 *
 * @throws OperationError when the rows of a case turn out to stand apart
 */
export async function* groupedCases(
  path: string,
  chunks: AsyncIterable<RowChunk>,
  caseOf: CaseOf,
): AsyncGenerator<CaseChunk> {
  const ended = new Set<string>();
  let open: { id: string; rows: TableRow[] } | undefined;
  let settled = 0;
  let read = 0;
  for await (const chunk of chunks) {
    const cases: Case[] = [];
    const refusals = [...chunk.refusals];
    read = chunk.records;
    for (const row of chunk.rows) {
      const id = caseOf(row);
      if (typeof id !== "string") {
        refusals.push(id);
        continue;
      }
      if (open?.id === id) {
        open.rows.push(row);
        continue;
      }
      if (open) {
        ended.add(open.id);
        cases.push(open);
        settled = open.rows.at(-1)?.no ?? settled;
      }
      if (ended.has(id)) throw standApart(path, id, row.line);
      open = { id, rows: [row] };
    }
    yield { cases, refusals, read: chunk.records, settled, leftOut: chunk.leftOut };
  }
  if (open) yield { cases: [open], refusals: [], read, settled: read, leftOut: 0 };
}

function standApart(path: string, id: string, line: number): OperationError {
  return new OperationError(
    `${path}:${line}: the rows of case ${JSON.stringify(id)} do not stand together: remove case.grouped from the mapping, ` +
      "then the rows of each case are gathered first",
  );
}
