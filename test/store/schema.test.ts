import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { liveTables, schemaDump } from "../support/live-schema.ts";
import { declaredTables } from "../support/row-types.ts";

const dumpFile = new URL("schema.sql", import.meta.url);
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("the schema after all migrations", () => {
  it("is what schema.sql says (UPDATE_SCHEMA=1 writes it anew)", async () => {
    const dump = await schemaDump(database.pool);
    if (process.env["UPDATE_SCHEMA"] === "1") await writeFile(dumpFile, dump);

    expect(dump).toBe(await readFile(dumpFile, "utf8"));
  });

  it("is what the row types in tables.ts say", async () => {
    const [declared, live] = [await declaredTables(), await liveTables(database.pool)];

    expect(Object.keys(declared).sort()).toEqual(Object.keys(live).sort());
    for (const [table, columns] of Object.entries(declared)) {
      for (const [name, column] of Object.entries(columns)) {
        const found = live[table]?.[name];
        const label = `${table}.${name}`;
        expect({ label, type: found?.type, isNullable: found?.isNullable }).toEqual({
          label,
          type: column.type,
          isNullable: column.isNullable,
        });
        expect({ label, canBeLeftOut: !column.isGenerated || found?.isGenerated }).toEqual({
          label,
          canBeLeftOut: true,
        });
      }
      expect({ table, columns: Object.keys(live[table] ?? {}).sort() }).toEqual({
        table,
        columns: Object.keys(columns).sort(),
      });
    }
  });

  it("carries account_id first in every key and every index", async () => {
    const { rows } = await database.pool.query(`
      select indexrelid::regclass::text as index from pg_index i
      join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'
        and pg_get_indexdef(indexrelid, 1, true) <> 'account_id'`);

    expect(rows).toEqual([]);
  });
});
