import { OperationError } from "../../errors.ts";

/** SQLSTATE classes that the data or the statement is to blame for: data, integrity, limits, syntax or access. */
const NOT_AWAY = new Set(["22", "23", "42", "54", "0A"]);

/** Whether an error of the store passes by itself, so that the same request may succeed later. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof OperationError) return true;
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return false;
  if (!("code" in error) || typeof error.code !== "string") return true;
  return !NOT_AWAY.has(error.code.slice(0, 2));
}
