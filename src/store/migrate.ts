import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { OperationError, reason } from "../errors.ts";
import type { Database } from "./tables.ts";

const folder = new URL("../../migrations/", import.meta.url);

/**
 * Brings the schema up to date, all of it or nothing. Processes that start at once wait for each other on an advisory
 * lock; with nothing to do it is one query.
 *
 * @returns names of the migrations that were run now
 * @throws OperationError when a migration failed or the schema is that of a newer deskpulse
 */
export async function migrate(db: Kysely<Database>): Promise<readonly string[]> {
  const { names, waiting } = await migrationsOf(db);
  if (waiting.length === 0) return [];
  const migrator = new Migrator({ db, provider: { getMigrations: () => load(names) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error === undefined) return results.map((result) => result.migrationName);
  const failed = results.find((result) => result.status === "Error");
  if (!failed) throw error;
  throw new OperationError(
    `The migration ${failed.migrationName} failed and was undone: ${reason(error)}. Nothing was changed; see the cause, then start again.`,
    { cause: error },
  );
}

/**
 * Names of the migrations that opening the database would run; it is left as it is.
 *
 * @throws OperationError when the schema is that of a newer deskpulse
 */
export async function waitingMigrations(db: Kysely<Database>): Promise<readonly string[]> {
  return (await migrationsOf(db)).waiting;
}

async function migrationsOf(db: Kysely<Database>) {
  const names = await migrationNames();
  const done = await executedNames(db);
  const unknown = done.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new OperationError(
      `The database was written by a newer deskpulse (it has the migration ${unknown}): run that version, or name another database in DATABASE_URL.`,
    );
  }
  return { names, waiting: names.filter((name) => !done.includes(name)) };
}

async function migrationNames(): Promise<readonly string[]> {
  const files = await readdir(fileURLToPath(folder));
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/** Loaded by address, since a path with a drive letter cannot be imported. */
async function load(names: readonly string[]): Promise<Record<string, Migration>> {
  const entries = names.map(async (name): Promise<[string, Migration]> => {
    return [name, await import(new URL(`${name}.ts`, folder).href)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function executedNames(db: Kysely<Database>): Promise<readonly string[]> {
  const table = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found
  `.execute(db);
  if (!table.rows[0]?.found) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}
