import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

describe("migrations", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it("have nothing to do on an up-to-date database", async () => {
    expect(await migrate(database.db)).toEqual([]);
  });

  it("give int8 as number and sessions in UTC that compile nothing", async () => {
    const { rows } = await database.pool.query(
      "select 5::int8 as one, array[1, null]::int8[] as many, current_setting('TimeZone') as zone, current_setting('jit') as jit",
    );

    expect(rows).toEqual([{ one: 5, many: [1, null], zone: "UTC", jit: "off" }]);
  });

  it("run once when several processes start at the same moment", async () => {
    await database.pool.query("drop schema public cascade; create schema public");

    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.db)));

    expect(runs.filter((names) => names.length > 0)).toHaveLength(1);
  });

  it("refuse a database of a newer version", async () => {
    await database.pool.query("insert into kysely_migration values ('2999-01-01-001-later', '')");

    await expect(migrate(database.db)).rejects.toThrow(/newer deskpulse .*2999-01-01-001-later/);
  });
});
