import { hash } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case, CaseChunk, CaseOf } from "./cases.ts";
import type { TableRow } from "./mapping/table-row.ts";
import type { RowChunk } from "./table-rows.ts";

/** Above this many characters rows wait on disk, so that a table may be larger than memory. */
const IN_MEMORY = 200_000_000;
const BUCKETS = 64;
const WRITE_AT = 1_000_000;
const CASES_A_CHUNK = 500;

/** Cases whose rows stand anywhere in the file: all are read first. */
export async function* gatheredCases(
  chunks: AsyncIterable<RowChunk>,
  caseOf: CaseOf,
  inMemory = IN_MEMORY,
): AsyncGenerator<CaseChunk> {
  await using shelf = new Shelf(inMemory);
  let read = 0;
  for await (const chunk of chunks) {
    const refusals = [...chunk.refusals];
    for (const row of chunk.rows) {
      const id = caseOf(row);
      if (typeof id === "string") shelf.put(id, row);
      else refusals.push(id);
    }
    await shelf.makeRoom();
    read = chunk.records;
    yield { cases: [], refusals, read, settled: 0, leftOut: chunk.leftOut };
  }
  let settled = 0;
  for await (const cases of shelf.take()) {
    for (let start = 0; start < cases.length; start += CASES_A_CHUNK) {
      const some = cases.slice(start, start + CASES_A_CHUNK);
      settled += some.reduce((rows, one) => rows + one.rows.length, 0);
      yield { cases: some, refusals: [], read, settled, leftOut: 0 };
    }
  }
}

/** Holds rows by case: in memory while they are few, else in files that each hold whole cases. */
class Shelf implements AsyncDisposable {
  #cases = new Map<string, TableRow[]>();
  #characters = 0;
  #folder: string | undefined;
  readonly #buckets: string[] = Array.from({ length: BUCKETS }, () => "");
  readonly #inMemory: number;

  constructor(inMemory: number) {
    this.#inMemory = inMemory;
  }

  put(id: string, row: TableRow): void {
    const rows = this.#cases.get(id);
    if (rows) rows.push(row);
    else this.#cases.set(id, [row]);
    this.#characters += row.cells.reduce((sum, cell) => sum + (cell?.length ?? 0) + 16, 100);
  }

  async makeRoom(): Promise<void> {
    if (this.#characters <= this.#inMemory) return;
    this.#folder ??= await mkdtemp(join(tmpdir(), "deskpulse-import-"));
    for (const [id, rows] of this.#cases) {
      const bucket = Number.parseInt(hash("sha1", id, "hex").slice(0, 8), 16) % BUCKETS;
      this.#buckets[bucket] += rows.map((row) => `${JSON.stringify([id, row])}\n`).join("");
      if ((this.#buckets[bucket]?.length ?? 0) > WRITE_AT) await this.#write(bucket);
    }
    this.#cases = new Map();
    this.#characters = 0;
  }

  async *take(): AsyncGenerator<readonly Case[]> {
    if (this.#folder) {
      this.#characters = Number.POSITIVE_INFINITY;
      await this.makeRoom();
    } else {
      yield asCases(this.#cases);
      return;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      await this.#write(bucket);
      const text = await readFile(this.#file(bucket), "utf8");
      const cases = new Map<string, TableRow[]>();
      for (const line of text.split("\n")) {
        if (line === "") continue;
        const [id, row] = JSON.parse(line, (_, cell) => cell ?? undefined) as [string, TableRow];
        const rows = cases.get(id);
        if (rows) rows.push(row);
        else cases.set(id, [row]);
      }
      yield asCases(cases);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  async #write(bucket: number): Promise<void> {
    await appendFile(this.#file(bucket), this.#buckets[bucket] ?? "");
    this.#buckets[bucket] = "";
  }

  #file(bucket: number): string {
    return join(this.#folder ?? "", `${bucket}.ndjson`);
  }
}

function asCases(cases: ReadonlyMap<string, TableRow[]>): Case[] {
  return [...cases].map(([id, rows]) => ({ id, rows }));
}
