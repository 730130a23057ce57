import type { ExportCell, ExportColumn, TypedValue } from "./export-table.ts";

/** A cell with its kind: its own, else that of its column. */
export function typedValue(cell: ExportCell, { kind, currency }: ExportColumn): TypedValue {
  if (cell !== null && typeof cell === "object" && !(cell instanceof Date)) return cell;
  return currency === undefined ? { kind, value: cell } : { kind, value: cell, currency };
}
