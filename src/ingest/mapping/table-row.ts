/** A row of the table, cut down to the columns that the mapping asks for. */
export interface TableRow {
  /** In the file, from 1. */
  readonly line: number;
  /** Which record of the file it is, from 1. */
  readonly no: number;
  /** One a slot (see ColumnSlots), trimmed; undefined where the cell says nothing. */
  readonly cells: readonly (string | undefined)[];
  /** What the row is known by where the mapping names no key; empty where it does. */
  readonly digest: string;
}

/** A row among the rows of its case. In a table without cases it is its own first and last, with none before. */
export interface RowInCase {
  readonly row: TableRow;
  readonly first: TableRow;
  readonly last: TableRow;
  readonly before: TableRow | undefined;
}
