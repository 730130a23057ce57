import { zoned } from "../calendar/zoned.ts";
import type { ExportTable, ExportValue } from "./export-table.ts";
import { typedValue } from "./typed-value.ts";

export interface CsvOptions {
  /** Begin with a byte order mark, without which Excel takes the file for one in its local 8-bit encoding. */
  readonly bom?: boolean;
}

/**
 * A table as RFC 4180 CSV, with its headers. Values are unrounded, durations in seconds, percents 0–100, instants in ISO
 * 8601 with the offset of the table's zone, money without its currency. Texts that a spreadsheet would take for a
 * formula begin with an apostrophe; numbers, negative ones too, stay numbers.
 */
export function csvOf({ columns, rows, timezone }: ExportTable, { bom = false }: CsvOptions = {}): string {
  const header = columns.map((column) => csvText(column.header));
  const body = rows.map((row) =>
    columns.map((column, index) => csvValue(typedValue(row[index] ?? null, column).value, timezone)),
  );
  return (bom ? "\uFEFF" : "") + [header, ...body].map((cells) => `${cells.join(",")}\r\n`).join("");
}

function csvValue(value: ExportValue, timezone: string): string {
  if (value === null) return "";
  if (value instanceof Date) return zoned(value, timezone).toString({ timeZoneName: "never" });
  if (typeof value === "string") return csvText(value);
  return typeof value === "number" && !Number.isFinite(value) ? "" : String(value);
}

/** What spreadsheets take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function csvText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
