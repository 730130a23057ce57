import { readdir, readFile } from "node:fs/promises";

/** A column as a row type declares it, or as the database has it, in the words of TypeScript. */
interface Column {
  readonly type: string;
  readonly isNullable: boolean;
  /** May be left out when a row is inserted. */
  readonly isGenerated: boolean;
}

export type Tables = Record<string, Record<string, Column>>;

/** Reads the row types of the tables from their text, since types are gone when a test runs. */
export async function declaredTables(): Promise<Tables> {
  const folder = new URL("../../src/store/", import.meta.url);
  const names = (await readdir(folder)).filter((file) => /^tables\.ts$|-table-types\.ts$/.test(file));
  const files = names.map((file) => readFile(new URL(file, folder), "utf8"));
  const source = (await Promise.all(files)).join("\n");
  const interfaces = new Map(
    [...withoutComments(source).matchAll(/interface (\w+)(?: extends (\w+))? \{([^}]*)\}/g)].map(
      ([, name = "", parent, body = ""]) => [name, { parent, fields: fieldsOf(body) }],
    ),
  );
  function columnsOf(name: string): Record<string, Column> {
    const found = interfaces.get(name);
    if (!found) throw new Error(`no row type ${name}`);
    const own = Object.fromEntries(found.fields.map(([field, type]) => [field, columnOf(type)]));
    return { ...(found.parent ? columnsOf(found.parent) : {}), ...own };
  }
  const tables = interfaces.get("Database")?.fields ?? [];
  return Object.fromEntries(tables.map(([table, type]) => [table, columnsOf(type)]));
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*/g, "");
}

function fieldsOf(body: string): [string, string][] {
  return [...body.matchAll(/(\w+): ([^;]+);/g)].map(([, name = "", type = ""]) => [name, type.trim()]);
}

function columnOf(declared: string): Column {
  const isNullable = / \| null$/.test(declared);
  const generated = /^Generated<(.*)>$/.exec(declared.replace(/ \| null$/, ""));
  const type = generated?.[1] ?? declared.replace(/ \| null$/, "");
  return { type: plain(type), isNullable, isGenerated: generated !== null };
}

function plain(type: string): string {
  if (type.startsWith("JSONColumnType<")) return "json";
  return /^"/.test(type) ? "string" : type;
}
