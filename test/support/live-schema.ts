import type pg from "pg";
import type { Tables } from "./row-types.ts";

/** Ours alone: neither partitions nor what Kysely keeps for itself. */
const OURS = `
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname not like 'kysely\\_%'`;

const typeScript: Record<string, string> = {
  text: "string",
  uuid: "string",
  "text[]": "string[]",
  "timestamp with time zone": "Date",
  "timestamp with time zone[]": "Date[]",
  bigint: "number",
  integer: "number",
  "double precision": "number",
  // Exact, as the text it is.
  numeric: "string",
  boolean: "boolean",
  jsonb: "json",
};

/** The columns of every table of the live database. */
export async function liveTables(pool: pg.Pool): Promise<Tables> {
  const { rows } = await pool.query(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as generated
    from pg_attribute a join (select c.oid, c.relname ${OURS}) c on c.oid = a.attrelid
    where a.attnum > 0 and not a.attisdropped`);
  const tables: Tables = {};
  for (const { table, name, type, nullable, generated } of rows) {
    tables[table] ??= {};
    tables[table][name] = {
      type: typeScript[type] ?? `${type}, which row types have no word for`,
      isNullable: nullable,
      isGenerated: generated,
    };
  }
  return tables;
}

/** Tables, constraints and indexes of the live database as SQL, always in the same order. */
export async function schemaDump(pool: pg.Pool): Promise<string> {
  const { rows: tables } = await pool.query(`
    select c.relname as name,
      (select array_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod),
          case when attidentity = 'a' then 'generated always as identity' end,
          'default ' || pg_get_expr(adbin, adrelid),
          case when attnotnull then 'not null' end) order by attnum)
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
      (select array_agg(pg_get_constraintdef(oid) order by contype desc, conname)
        from pg_constraint where conrelid = c.oid and contype <> 'n') as constraints,
      pg_get_partkeydef(c.oid) as partitioning,
      (select array_agg(pg_get_indexdef(indexrelid) order by indexrelid::regclass::text)
        from pg_index where indrelid = c.oid
          and not exists (select from pg_constraint where conindid = indexrelid)) as indexes
    ${OURS}
    order by c.relname`);
  return tables.map(tableDump).join("\n");
}

interface DumpedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly constraints: readonly string[] | null;
  readonly partitioning: string | null;
  readonly indexes: readonly string[] | null;
}

function tableDump({ name, columns, constraints, partitioning, indexes }: DumpedTable): string {
  const lines = [...columns, ...(constraints ?? [])].map((line) => `  ${line}`).join(",\n");
  const partitions = partitioning === null ? "" : ` partition by ${partitioning}`;
  const after = (indexes ?? []).map((index) => `${index.replace(" ON ONLY ", " ON ")};\n`).join("");
  return `create table ${name} (\n${lines}\n)${partitions};\n${after}`;
}
