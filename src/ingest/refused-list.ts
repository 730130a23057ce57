import { appendFile, mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { OperationError, reason } from "../errors.ts";
import type { FieldError } from "../events/parse-event.ts";
import type { Refusal } from "./import-step.ts";

/** One line of the list. */
export interface RefusedEntry {
  readonly file: string;
  readonly line: number;
  readonly id: string | null;
  readonly errors: readonly FieldError[];
}

const SHOWN = 20;

/** The full list of what was refused, written as NDJSON; the file is there only if something was. */
export class RefusedList {
  readonly path: string;
  readonly #shown: RefusedEntry[] = [];
  readonly #waiting: RefusedEntry[] = [];
  #count = 0;
  #isBegun = false;

  constructor(path: string) {
    this.path = path;
  }

  get count(): number {
    return this.#count;
  }

  /** The first of them. */
  get shown(): readonly RefusedEntry[] {
    return this.#shown;
  }

  add(file: string, refusals: readonly Refusal[]): void {
    this.#count += refusals.length;
    for (const { line, id, errors } of refusals) {
      const entry = { file, line, id: id ?? null, errors };
      this.#waiting.push(entry);
      if (this.#shown.length < SHOWN) this.#shown.push(entry);
    }
  }

  /** @throws OperationError when the list cannot be written */
  async write(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.map((entry) => `${JSON.stringify(entry)}\n`).join("");
    try {
      if (!this.#isBegun) {
        await mkdir(dirname(this.path), { recursive: true });
        await rm(this.path, { force: true });
      }
      await appendFile(this.path, text);
    } catch (error) {
      const remedy = "name another place with --refused";
      throw new OperationError(`${this.path} cannot be written (${reason(error)}): ${remedy}`, {
        cause: error,
      });
    }
    this.#isBegun = true;
    this.#waiting.length = 0;
  }
}
