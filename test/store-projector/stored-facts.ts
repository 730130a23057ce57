import { type Kysely, sql } from "kysely";
import { factTableNames, factTables } from "../../src/store/fact-tables.ts";
import type { Database } from "../../src/store/tables.ts";

/** Every fact row of an account, without its account, in the order of its key. */
export async function storedFacts(
  db: Kysely<Database>,
  accountId: string,
): Promise<Record<string, readonly unknown[]>> {
  const facts: Record<string, readonly unknown[]> = {};
  for (const table of factTableNames) {
    const { owner, key } = factTables[table];
    const { rows } = await sql<{ row: object }>`
      select to_jsonb(t) - 'account_id' as row from ${sql.table(table)} t
      where account_id = ${accountId}
      order by ${sql.join([owner, ...key].map((column) => sql.ref(column)))}
    `.execute(db);
    facts[table] = rows.map(({ row }) => row);
  }
  return facts;
}
