import { writeFile } from "node:fs/promises";
import { OperationError, reason } from "../errors.ts";

/**
 * Writes a file that the command line names.
 *
 * @param what it is, for the message: "chart", "workbook"
 * @throws OperationError where it cannot be written
 */
export async function writeResult(what: string, file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    throw new OperationError(`The ${what} ${file} cannot be written: ${reason(cause)}`, { cause });
  }
}
