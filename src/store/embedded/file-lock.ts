import { DatabaseSync } from "node:sqlite";
import { OperationError, reason } from "../../errors.ts";

/**
 * A lock on a file that the kernel gives back when its process dies, however it dies. Node itself cannot lock files;
 * SQLite can, on every platform, and the file stays an empty database.
 */
export class FileLock {
  readonly #path: string;
  readonly #file: DatabaseSync;

  /**
   * @param path is made when missing, and never removed: others may be waiting for it
   * @throws OperationError when this user may not write it
   */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = new DatabaseSync(path, { timeout: 0 });
    } catch (error) {
      throw notLockable(path, error);
    }
  }

  /**
   * Takes the lock for this process alone: false when anybody holds it.
   *
   * @param waitMilliseconds how long to stand still for it; nothing else in this process runs meanwhile
   */
  tryAlone(waitMilliseconds = 0): boolean {
    this.#file.exec(`pragma busy_timeout = ${waitMilliseconds}`);
    // Nothing is ever written: without a journal file nothing can be left to roll back.
    return this.#try("pragma journal_mode = memory; begin exclusive");
  }

  /** Takes the lock together with others: false when somebody holds it alone. */
  tryShared(): boolean {
    return this.#try("begin; select count(*) from sqlite_schema");
  }

  /** Gives the lock back; it can be taken again. */
  release(): void {
    if (this.#file.isTransaction) this.#file.exec("rollback");
  }

  close(): void {
    this.#file.close();
  }

  #try(statements: string): boolean {
    try {
      this.#file.exec(statements);
      return true;
    } catch (error) {
      const busy = 5;
      if (!(error instanceof Error && "errcode" in error && error.errcode === busy)) {
        throw notLockable(this.#path, error);
      }
      this.release();
      return false;
    }
  }
}

function notLockable(path: string, cause: unknown): OperationError {
  return new OperationError(
    `Cannot lock ${path} (${reason(cause)}): run as the user the data folder belongs to, or set DESKPULSE_DATA_DIR to a folder of your own.`,
    { cause },
  );
}
