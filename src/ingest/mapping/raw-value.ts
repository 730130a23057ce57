import type { Compilation, MappingPath } from "./compilation.ts";
import type { RowInCase, TableRow } from "./table-row.ts";
import type { Literal, ValueSpec } from "./value-spec.ts";

/** What a row says before it is converted; undefined: nothing. */
export type RawValue = (at: RowInCase) => Literal | undefined;

/** The cell, constant or template of a value, with `extract` applied. */
export function rawValue(spec: ValueSpec, path: MappingPath, compilation: Compilation): RawValue {
  const base = baseOf(spec, path, compilation);
  if (spec.extract === undefined) return base;
  const expression = new RegExp(spec.extract, "u");
  return (at) => {
    const text = base(at);
    const match = text === undefined || text === null ? null : expression.exec(String(text));
    const found = match?.[1] ?? match?.[0];
    return found?.trim() === "" ? undefined : found?.trim();
  };
}

/** The columns that a value is read from, for messages. */
export function columnsOf(spec: ValueSpec): string[] {
  if (spec.column !== undefined) return [spec.column];
  if (spec.template !== undefined) return [...spec.template.matchAll(PLACE)].map((match) => match[1] ?? "");
  return (spec.first ?? []).flatMap(columnsOf);
}

const PLACE = /\{([^{}]+)\}/g;

function baseOf(spec: ValueSpec, path: MappingPath, compilation: Compilation): RawValue {
  const rowOf = whichRow(spec.row);
  if (spec.column !== undefined) {
    const slot = compilation.slot(spec.column, path);
    return (at) => rowOf(at).cells[slot];
  }
  if (spec.template !== undefined) return template(spec.template, rowOf, path, compilation);
  const { value } = spec;
  return () => value;
}

function whichRow(row: ValueSpec["row"]): (at: RowInCase) => TableRow {
  if (row === "first") return (at) => at.first;
  if (row === "last") return (at) => at.last;
  return (at) => at.row;
}

/** Says nothing where one of its cells says nothing. */
function template(
  text: string,
  rowOf: (at: RowInCase) => TableRow,
  path: MappingPath,
  compilation: Compilation,
): RawValue {
  // Odd places of the split are the names between braces.
  const pieces = text
    .split(PLACE)
    .map((piece, no) => (no % 2 === 0 ? piece : { slot: compilation.slot(piece, path) }));
  if (pieces.some((piece) => typeof piece === "string" && /[{}]/.test(piece))) {
    compilation.refuse(path, "has a brace too many: a column stands in braces, like {Ticket ID}");
  }
  return (at) => {
    const { cells } = rowOf(at);
    const parts = pieces.map((piece) => (typeof piece === "string" ? piece : cells[piece.slot]));
    return parts.includes(undefined) ? undefined : parts.join("");
  };
}
