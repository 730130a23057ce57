import type { Compilation, MappingPath } from "./compilation.ts";
import type { ConditionSpec, TestSpec } from "./condition-spec.ts";
import type { TableRow } from "./table-row.ts";
import type { Literal } from "./value-spec.ts";

export type Condition = (row: TableRow) => boolean;

/** @returns always true where nothing is asked */
export function condition(
  spec: ConditionSpec | undefined,
  path: MappingPath,
  compilation: Compilation,
): Condition {
  if (!spec) return () => true;
  const anyOf = spec.map((columns) =>
    Object.entries(columns).map(([column, test]) => {
      const slot = compilation.slot(column, [...path, column]);
      const holds = cellTest(test);
      return (row: TableRow) => holds(row.cells[slot]);
    }),
  );
  return (row) => anyOf.some((allOf) => allOf.every((holds) => holds(row)));
}

function cellTest(test: TestSpec): (cell: string | undefined) => boolean {
  const expression = test.matches === undefined ? undefined : new RegExp(test.matches, "u");
  return (cell) => {
    if (test.missing !== undefined && (cell === undefined) !== test.missing) return false;
    if (test.is && !test.is.some((literal) => equals(cell, literal))) return false;
    if (test.not?.some((literal) => equals(cell, literal))) return false;
    if (expression && (cell === undefined || !expression.test(cell))) return false;
    return isWithin(cell, test);
  };
}

/** A number equals "1", "1.0" and "01"; true equals "TRUE"; null is a cell that says nothing; a text is taken exactly. */
function equals(cell: string | undefined, literal: Literal): boolean {
  if (cell === undefined || literal === null) return cell === undefined && literal === null;
  if (typeof literal === "number") return cell !== "" && Number(cell) === literal;
  if (typeof literal === "boolean") return cell.toLowerCase() === String(literal);
  return cell === literal;
}

function isWithin(cell: string | undefined, { above, below, atLeast, atMost }: TestSpec): boolean {
  if ([above, below, atLeast, atMost].every((bound) => bound === undefined)) return true;
  const number = cell === undefined || cell === "" ? Number.NaN : Number(cell);
  if (Number.isNaN(number)) return false;
  return (
    (above === undefined || number > above) &&
    (below === undefined || number < below) &&
    (atLeast === undefined || number >= atLeast) &&
    (atMost === undefined || number <= atMost)
  );
}
