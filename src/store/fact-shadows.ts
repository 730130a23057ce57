import { type Kysely, sql } from "kysely";
import type { FactTable } from "./fact-columns.ts";
import type { FoldedFamily } from "./fact-folding.ts";
import { factTableNames, factTables } from "./fact-tables.ts";
import { rowsByTable } from "./fact-writer.ts";
import type { Database } from "./tables.ts";

/** Temporary tables of rows that are to stand for stored ones. */
export interface Shadows {
  /** Of these kinds of subject there are some. */
  readonly kinds: Set<string>;
  /** These tables have rows of theirs. */
  readonly filled: Set<FactTable>;
}

/** @param trx a transaction that ends before anybody else gets its session */
export async function createShadows(trx: Kysely<Database>): Promise<Shadows> {
  await sql`
    create temp table shadowed_subjects (account_id text, subject text, primary key (account_id, subject))
  `.execute(trx);
  return { kinds: new Set(), filled: new Set() };
}

/** Takes folded rows that are to stand for the stored ones of their subjects. */
export async function fillShadows(
  trx: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
  { kinds, filled }: Shadows,
): Promise<void> {
  const subjects = families.flatMap(({ kind, ids }) => ids.map((id) => `${kind}/${id}`));
  await sql`
    insert into shadowed_subjects select ${accountId}::text, unnest(${subjects}::text[])
  `.execute(trx);
  for (const { kind } of families) kinds.add(kind);
  const rows = rowsByTable(accountId, families);
  for (const table of factTableNames) {
    if (rows[table].length === 0) continue;
    const shadow = sql.table(shadowOf(table));
    if (!filled.has(table)) await sql`create temp table ${shadow} (like ${sql.table(table)})`.execute(trx);
    filled.add(table);
    await sql`
      insert into ${shadow}
      select * from json_populate_recordset(null::${shadow}, ${JSON.stringify(rows[table])}::json)
    `.execute(trx);
  }
}

/**
 * Puts a temporary view before each fact table that may hold rows of the shadowed subjects: the stored rows without
 * theirs, and the rows folded instead. Views, so that the cost does not grow with what is stored, and questions still
 * use its indexes. Names are found in pg_temp before any other schema.
 */
export async function castShadows(trx: Kysely<Database>, { kinds, filled }: Shadows): Promise<void> {
  const views = factTableNames
    .filter((table) => factTables[table].kinds.some((kind) => kinds.has(kind)))
    .map(
      (table) => `create temp view ${table} as
        select * from ${table} stored
        where not exists (
          select from shadowed_subjects s
          where s.account_id = stored.account_id and s.subject = ${subjectOf(table)}
        )
        ${filled.has(table) ? `union all select * from ${shadowOf(table)}` : ""}`,
    );
  // The planner knows nothing of temporary tables until it is told.
  const analyze = `analyze ${["shadowed_subjects", ...[...filled].map(shadowOf)].join(", ")}`;
  // One round trip: without parameters a query may hold several statements.
  await sql.raw([...views, analyze].join(";\n")).execute(trx);
}

function shadowOf(table: FactTable): string {
  return `shadow_of_${table}`;
}

function subjectOf(table: FactTable): string {
  return factTables[table].owner === "subject" ? "stored.subject" : "'agent/' || stored.agent_id";
}
