import writeXlsxFile from "write-excel-file/node";
import { getCellAddress } from "write-excel-file/utility";
import { UsageError } from "../errors.ts";
import { columnWidth, headerOf } from "./column-width.ts";
import type { ExportTable } from "./export-table.ts";
import { sheetName } from "./sheet-name.ts";
import { typedValue } from "./typed-value.ts";
import { textCell, xlsxCell } from "./xlsx-cell.ts";

/** Of a sheet, the header's row among them. */
const MOST_ROWS = 1_048_576;

/**
 * A table as an Excel workbook of one sheet: numbers, times, dates and truth values are real ones, so that they can be
 * sorted, summed and charted; texts are never formulas. The header is bold and stays in sight with the first column,
 * and every column has a filter.
 *
 * @throws UsageError where a sheet has too few rows for the table
 */
export async function xlsxOf(table: ExportTable): Promise<Buffer> {
  const { name, columns, rows, timezone } = table;
  if (rows.length >= MOST_ROWS) throw new UsageError(tooLong(rows.length));
  const header = columns.map((column) => ({ ...textCell(headerOf(column)), fontWeight: "bold" as const }));
  const body = rows.map((row) =>
    columns.map((column, index) => xlsxCell(typedValue(row[index] ?? null, column), timezone)),
  );
  const sheet = {
    sheet: sheetName(name),
    columns: columns.map((_, index) => ({ width: columnWidth(table, index) })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  };
  const range = `A1:${getCellAddress(rows.length, columns.length - 1)}`;
  return await writeXlsxFile([header, ...body], sheet, { features: [autoFilter(range)] }).toBuffer();
}

function tooLong(rows: number): string {
  const count = rows.toLocaleString("en");
  return `A sheet holds ${(MOST_ROWS - 1).toLocaleString("en")} rows below its header, and the table has ${count}: ask for a shorter period or fewer dimensions, or for CSV.`;
}

/** The library writes no filters itself. The order of a sheet's elements is fixed: the filter follows the data. */
function autoFilter(range: string) {
  const transform = (xml: string) =>
    xml.replace("</sheetData>", () => `</sheetData><autoFilter ref="${range}"/>`);
  return { files: { transform: { "xl/worksheets/sheet{id}.xml": { transform } } } };
}
