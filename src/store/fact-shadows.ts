import { type Kysely, sql } from "kysely";
import type { FactTable } from "./fact-columns.ts";
import type { FoldedFamily } from "./fact-folding.ts";
import { factTableNames, factTables } from "./fact-tables.ts";
import { rowsByTable } from "./fact-writer.ts";
import type { Database } from "./tables.ts";

/**
 * Puts a temporary view before each fact table of this session: the stored rows without those of shadowed subjects,
 * and the rows folded instead. Views, so that the cost does not grow with what is stored, and questions still use its
 * indexes. Names are found in pg_temp before any other schema.
 */
export async function createShadows(trx: Kysely<Database>): Promise<void> {
  const statements = [
    "create temp table shadowed_subjects (account_id text, subject text, primary key (account_id, subject))",
    ...factTableNames.flatMap((table) => [
      `create temp table ${shadowOf(table)} (like ${table})`,
      `create temp view ${table} as
        select * from ${table} stored
        where not exists (
          select from shadowed_subjects s
          where s.account_id = stored.account_id and s.subject = ${subjectOf(table)}
        )
        union all select * from ${shadowOf(table)}`,
    ]),
  ];
  // One round trip: without parameters a query may hold several statements.
  await sql.raw(statements.join(";\n")).execute(trx);
}

/** Lets the folded rows stand for the stored ones of their subjects. */
export async function fillShadows(
  trx: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
): Promise<void> {
  const subjects = families.flatMap(({ kind, ids }) => ids.map((id) => `${kind}/${id}`));
  await sql`
    insert into shadowed_subjects select ${accountId}::text, unnest(${subjects}::text[])
  `.execute(trx);
  const rows = rowsByTable(accountId, families);
  for (const table of factTableNames) {
    if (rows[table].length === 0) continue;
    const shadow = sql.table(shadowOf(table));
    await sql`
      insert into ${shadow}
      select * from json_populate_recordset(null::${shadow}, ${JSON.stringify(rows[table])}::json)
    `.execute(trx);
  }
  // The planner knows nothing of temporary tables until it is told.
  await sql.raw(`analyze shadowed_subjects, ${factTableNames.map(shadowOf).join(", ")}`).execute(trx);
}

function shadowOf(table: FactTable): string {
  return `shadow_of_${table}`;
}

function subjectOf(table: FactTable): string {
  return factTables[table].owner === "subject" ? "stored.subject" : "'agent/' || stored.agent_id";
}
