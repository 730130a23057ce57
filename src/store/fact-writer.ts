import { type Kysely, sql } from "kysely";
import { addColumns, type Columns, eachTable, type FactTable } from "./fact-columns.ts";
import type { FoldedFamily } from "./fact-folding.ts";
import { factTableNames, factTables } from "./fact-tables.ts";
import type { Database } from "./tables.ts";

/**
 * Makes the folded rows the only ones of their subjects, in every fact table. Rows that stay as they are are not
 * written. Needs a transaction in which nobody else writes these subjects.
 */
export async function replaceFacts(
  trx: Kysely<Database>,
  accountId: string,
  families: readonly FoldedFamily[],
): Promise<void> {
  const rows = rowsByTable(accountId, families);
  const owners = eachTable((table) => ownersIn(table, families));
  const isAsked = (table: FactTable) => rows[table].length === 0 && owners[table].length > 0;
  const stored = await storedAmong(trx, accountId, factTableNames.filter(isAsked), owners);
  for (const table of factTableNames) {
    // Most tables hold nothing of most subjects.
    if (rows[table].length > 0 || stored.has(table))
      await replaceRows(trx, accountId, table, owners[table], rows[table]);
  }
}

/** Whose rows these families have in a table. */
function ownersIn(table: FactTable, families: readonly FoldedFamily[]): readonly string[] {
  const { kinds, owner } = factTables[table];
  return families
    .filter((family) => kinds.includes(family.kind))
    .flatMap(({ kind, ids }) => ids.map((id) => (owner === "subject" ? `${kind}/${id}` : id)));
}

/** Those of the tables that hold rows of the owners, asked at once. */
async function storedAmong(
  trx: Kysely<Database>,
  accountId: string,
  tables: readonly FactTable[],
  owners: Readonly<Record<FactTable, readonly string[]>>,
): Promise<ReadonlySet<FactTable>> {
  if (tables.length === 0) return new Set();
  // Whose rows are looked for is told once for all tables that may hold them.
  const groups = [...Map.groupBy(tables, (table) => ownersOf(table)).values()];
  const lists = groups.map(
    ([table], index) =>
      sql`${sql.id(`owners${index}`)} as (select ${table ? owners[table] : []}::text[] as ids)`,
  );
  const questions = groups.flatMap((group, index) =>
    group.map((table) => {
      const isTheirs = sql`${sql.ref(factTables[table].owner)} = any((select ids from ${sql.id(`owners${index}`)})::text[])`;
      return sql`
      select ${sql.lit(table)} as "table" where exists (
        select from ${sql.table(table)} where account_id = ${accountId} and ${isTheirs}
      )`;
    }),
  );
  const { rows } = await sql<{ table: FactTable }>`
    with ${sql.join(lists)} ${sql.join(questions, sql` union all `)}
  `.execute(trx);
  return new Set(rows.map((row) => row.table));
}

/** Names who has rows in a table. */
function ownersOf(table: FactTable): string {
  const { kinds, owner } = factTables[table];
  return [owner, ...kinds].join();
}

/** The rows of all families, by table. */
export function rowsByTable(
  accountId: string,
  families: readonly FoldedFamily[],
): Readonly<Record<FactTable, readonly Columns[]>> {
  const rows = eachTable((): Columns[] => []);
  for (const { kind, ids, facts } of families) {
    const owner = { accountId, subject: `${kind}/${ids[0]}` };
    for (const table of factTableNames) addColumns(rows[table], owner, table, facts);
  }
  return rows;
}

async function replaceRows(
  trx: Kysely<Database>,
  accountId: string,
  table: FactTable,
  owners: readonly string[],
  rows: readonly Columns[],
): Promise<void> {
  const { owner, key } = factTables[table];
  const target = sql.table(table);
  const isSameRow = sql.join(
    [owner, ...key].map((column) => sql`fresh.${sql.ref(column)} = old.${sql.ref(column)}`),
    sql` and `,
  );
  const columns = Object.keys(rows[0] ?? {});
  const identity = ["account_id", owner, ...key];
  const others = columns.filter((column) => !identity.includes(column));
  const insert = sql`
    insert into ${target} (${list(columns)}) select ${list(columns)} from fresh
    on conflict (${list(identity)}) do update
    set ${sql.join(others.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}
    where ${target} is distinct from excluded`;
  await sql`
    with fresh as materialized (
      select * from json_populate_recordset(null::${target}, ${JSON.stringify(rows)}::json)
    ), gone as (
      delete from ${target} old
      where account_id = ${accountId} and ${sql.ref(owner)} = any(${owners}::text[])
        and not exists (select from fresh where ${isSameRow})
    )
    ${rows.length > 0 ? insert : sql`select`}
  `.execute(trx);
}

function list(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)));
}
