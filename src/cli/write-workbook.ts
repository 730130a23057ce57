import type { ExportTable } from "../exports/export-table.ts";
import { writeResult } from "./write-result.ts";

/**
 * Writes a table as an Excel workbook. What makes workbooks is loaded only here, for few answers need it.
 *
 * @throws OperationError where the file cannot be written
 */
export async function writeWorkbook(file: string, table: ExportTable): Promise<void> {
  const { xlsxOf } = await import("../exports/xlsx-of.ts");
  await writeResult("workbook", file, await xlsxOf(table));
}
