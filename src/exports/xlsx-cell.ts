import type { CellObject } from "write-excel-file/node";
import { zoned } from "../calendar/zoned.ts";
import type { TypedValue } from "./export-table.ts";
import { sheetText } from "./sheet-text.ts";

const SECONDS_A_DAY = 86_400;

/** A cell of a sheet with a real number, time, date or truth value in it. Not measured is an empty cell. */
export function xlsxCell({ kind, value, currency }: TypedValue, timezone: string): CellObject | null {
  if (value === null) return null;
  if (typeof value === "string") {
    if (kind === "date") return dateCell(value);
    return kind === "instant" ? instantCell(new Date(value), timezone) : textCell(value);
  }
  if (typeof value === "boolean") return { value, type: Boolean };
  if (value instanceof Date) return instantCell(value, timezone);
  if (!Number.isFinite(value)) return null;
  switch (kind) {
    case "duration":
      // Excel shows a negative time as #######.
      if (value < 0) return numberCell(value, '0" s"');
      return numberCell(value / SECONDS_A_DAY, "[h]:mm:ss");
    case "percent":
      return numberCell(value / 100, "0.0 %");
    case "points":
      return numberCell(value, '+0.0" points";-0.0" points";0.0" points"');
    case "money":
      return numberCell(value, moneyFormat(currency));
    case "score":
      return numberCell(value, "0.0#");
    default:
      return numberCell(value, Number.isInteger(value) ? "#,##0" : "#,##0.0");
  }
}

/** The text format, so that a text like "=1+1" stays one also when somebody edits its cell. */
export function textCell(text: string): CellObject {
  return { value: sheetText(text), type: String, format: "@" };
}

function numberCell(value: number, format: string): CellObject {
  return { value, type: Number, format };
}

/** @param date 2026-03-02, or 2026-03: both are read as UTC */
function dateCell(date: string): CellObject {
  const isMonth = date.length === "2026-03".length;
  return { value: new Date(date), type: Date, format: isMonth ? "yyyy-mm" : "yyyy-mm-dd" };
}

/** A sheet knows no time zones: the time on the clock of the zone is written as if it were UTC. */
function instantCell(instant: Date, timezone: string): CellObject {
  const offset = zoned(instant, timezone).offsetNanoseconds / 1e6;
  return { value: new Date(instant.getTime() + offset), type: Date, format: "yyyy-mm-dd hh:mm:ss" };
}

/** The currency by its code, for a sign like $ is not that of one currency. */
function moneyFormat(currency: string | undefined): string {
  if (currency === undefined) return "#,##0.00";
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  const decimals = maximumFractionDigits === 0 ? "" : `.${"0".repeat(maximumFractionDigits)}`;
  return `[$${currency}] #,##0${decimals}`;
}
