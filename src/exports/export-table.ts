/** A table on its way into a file, whatever the file: what each cell is, not how it is written. */
export interface ExportTable {
  /** Names the sheet of a workbook. */
  readonly name: string;
  /** IANA: instants are written as its local time. */
  readonly timezone: string;
  readonly columns: readonly ExportColumn[];
  /** Each as many cells as there are columns. */
  readonly rows: readonly (readonly ExportCell[])[];
}

export interface ExportColumn {
  /** The word for programs, in snake case. */
  readonly header: string;
  /** The word for people, above the column of a sheet; the header where there is none. */
  readonly title?: string;
  readonly kind: ExportKind;
  /** ISO 4217, of money. */
  readonly currency?: string;
}

/**
 * What a value means, and its unit: durations are seconds, percents 0–100, points differences of percents; instants are
 * Dates or ISO 8601 texts with an offset, dates local days as 2026-03-02 or months as 2026-03.
 */
export type ExportKind =
  | "text"
  | "flag"
  | "count"
  | "duration"
  | "percent"
  | "points"
  | "money"
  | "score"
  | "instant"
  | "date";

/** null is empty: not measured, nobody, never. */
export type ExportValue = string | number | boolean | Date | null;

/** A value of its column's kind, or one that says its own, in a column of several. */
export type ExportCell = ExportValue | TypedValue;

export interface TypedValue {
  readonly kind: ExportKind;
  readonly value: ExportValue;
  readonly currency?: string;
}
