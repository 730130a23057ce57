import { type Kysely, sql } from "kysely";
import type { FoldedFamily, UnfoldableFamily } from "./fact-folding.ts";
import { replaceFacts } from "./fact-writer.ts";
import type { Database } from "./tables.ts";

/** Writes all families at once; if the database refuses a value among them, one by one, without the refused ones. */
export async function writeFamilies(
  trx: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
): Promise<{ readonly written: readonly FoldedFamily[]; readonly refused: readonly UnfoldableFamily[] }> {
  const problem = await tryToWrite(trx, accountId, families);
  if (!problem) return { written: families, refused: [] };
  const written: FoldedFamily[] = [];
  const refused: UnfoldableFamily[] = [];
  for (const family of families) {
    const own = await tryToWrite(trx, accountId, [family]);
    if (own) refused.push({ kind: family.kind, ids: family.ids, error: own.error });
    else written.push(family);
  }
  return { written, refused };
}

/** What the database refused, undefined where it took everything. Whatever else goes wrong is thrown. */
async function tryToWrite(
  trx: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
): Promise<{ readonly error: unknown } | undefined> {
  await sql`savepoint facts`.execute(trx);
  try {
    await replaceFacts(trx, accountId, families);
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    await sql`rollback to savepoint facts`.execute(trx);
    return { error };
  }
  await sql`release savepoint facts`.execute(trx);
  return undefined;
}

/** SQLSTATE classes 22 (data exception), 23 (integrity), and 54 (a limit exceeded, such as an index row's size). */
function isRefusedValue(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^(22|23|54)/.test(error.code)
  );
}
