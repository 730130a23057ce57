import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterEach, expect, inject, it, vi } from "vitest";
import { startDeskpulse } from "../../src/main.ts";

/** The lock kysely's migrator holds while it works. */
const MIGRATION_LOCK = "3853314791062309107";

const name = `test_${randomBytes(6).toString("hex")}`;

afterEach(async () => {
  vi.unstubAllEnvs();
  await administer(`drop database if exists ${name} with (force)`);
});

it("a process that waits for migrations lives, is not ready, and asks senders to come back", async () => {
  await administer(`create database ${name}`);
  const database = new URL(inject("postgresUrl"));
  database.pathname = name;
  const migrating = new pg.Client(database.toString());
  await migrating.connect();
  await migrating.query(`begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  for (const [variable, value] of Object.entries({
    DATABASE_URL: database.toString(),
    PORT: String(port),
    HOST: "127.0.0.1",
    LOG_LEVEL: "silent",
  }))
    vi.stubEnv(variable, value);

  const starting = startDeskpulse();
  await expect.poll(() => statusOf(`${url}/healthz`)).toBe(200);
  const ready = await fetch(`${url}/readyz`);
  const sent = await fetch(`${url}/v1/events`, { method: "POST", body: "{}" });
  await migrating.end();
  const running = await starting;

  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: "not ready", reason: "the database is being opened and brought up to date" },
  ]);
  expect([sent.status, sent.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await statusOf(`${url}/readyz`)).toBe(200);
  await running.stop();
});

async function statusOf(url: string): Promise<number | undefined> {
  return await fetch(url).then(
    (response) => response.status,
    () => undefined,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
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
