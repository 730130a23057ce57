import type { ExportColumn, ExportTable, TypedValue } from "./export-table.ts";
import { typedValue } from "./typed-value.ts";

const NARROWEST = 8;
const WIDEST = 60;
/** The arrow of the filter, and air. */
const HEADER_EXTRA = 4;
/** Rows that are looked at. */
const SAMPLE = 1000;

/** The width of a column of a sheet in characters, for its header and its first thousand values. */
export function columnWidth({ columns, rows }: ExportTable, index: number): number {
  const column = columns[index];
  if (!column) return NARROWEST;
  const header = headerOf(column).length + HEADER_EXTRA;
  const values = rows.slice(0, SAMPLE).map((row) => widthOf(typedValue(row[index] ?? null, column)) + 2);
  return Math.min(WIDEST, Math.max(NARROWEST, header, ...values));
}

export function headerOf({ title, header }: ExportColumn): string {
  return title ?? header;
}

function widthOf({ kind, value, currency = "" }: TypedValue): number {
  if (value === null) return 0;
  if (value instanceof Date) return "2026-03-02 10:15:00".length;
  if (typeof value !== "number") return String(value).length;
  if (kind === "duration") return `${Math.floor(value / 3600)}:00:00`.length;
  const decimals = kind === "money" ? 2 : 1;
  const unit = kind === "percent" ? 2 : kind === "points" ? " points".length : 0;
  return value.toLocaleString("en", { maximumFractionDigits: decimals }).length + unit + currency.length + 1;
}
