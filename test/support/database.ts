import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import pg from "pg";
import { inject } from "vitest";
import { silentLogger } from "../../src/logger.ts";
import { connections } from "../../src/store/pool.ts";
import type { Database } from "../../src/store/tables.ts";
import { TEMPLATE } from "./test-server.ts";

export interface TestDatabase {
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

/** A migrated, empty database of its own. Close it in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(`create database ${name} template ${TEMPLATE}`);
  const address = new URL(inject("postgresUrl"));
  address.pathname = name;
  const url = address.toString();
  const { pool, db } = connections(url, silentLogger);
  const close = async () => {
    await db.destroy();
    await administer(`drop database ${name} with (force)`);
  };
  return { db, pool, url, close };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client(inject("postgresUrl"));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
