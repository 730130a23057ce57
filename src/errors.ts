/**
 * The user asked for something that cannot be: an unknown KPI, a broken option. The command line exits 2.
 * The message names the place, what was found, and the remedy.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The request was right, but something outside is wrong: a file, the database, a token. The command line exits 1
 * and prints the message alone. The message names the place and the remedy.
 */
export class OperationError extends Error {
  override readonly name = "OperationError";
}

/** The text of whatever was thrown, for messages that wrap it. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
