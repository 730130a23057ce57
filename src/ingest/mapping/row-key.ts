import type { Refusal } from "../import-step.ts";
import type { RowInCase } from "./table-row.ts";
import type { Value } from "./value.ts";

/** What a row is known by: its key, where the mapping names one, else its content. */
export function rowKey(key: Value | undefined, at: RowInCase): string | Refusal {
  if (!key) return at.row.digest;
  return requiredText(key, at, "key");
}

/** The text of a value that no row may go without. */
export function requiredText(value: Value, at: RowInCase, path: string): string | Refusal {
  let problem = "is missing: the row says nothing there";
  const found = value(at, (message) => {
    problem = message;
  });
  if (typeof found === "string") return found;
  return { line: at.row.line, id: undefined, errors: [{ path, message: problem }] };
}
