import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { silentLogger } from "../src/logger.ts";
import { embeddedServer } from "../src/store/embedded-server.ts";
import { migrate } from "../src/store/migrate.ts";
import { connections } from "../src/store/pool.ts";
import { TEMPLATE } from "./support/test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The one server of this test run, with a superuser. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run, thrown away afterwards: durability is traded for speed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "deskpulse-test-"));
  await chmod(folder, 0o755);
  const server = await embeddedServer(folder, silentLogger, {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "200",
    shared_buffers: "128MB",
  });
  await makeTemplate(server.url);
  project.provide("postgresUrl", server.url);
  return async () => {
    await server.release();
    await rm(server.folder, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const address = new URL(url);
  address.pathname = TEMPLATE;
  const { db } = connections(address.toString(), silentLogger);
  await migrate(db);
  await db.destroy();
}
