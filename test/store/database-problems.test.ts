import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import { silentLogger } from "../../src/logger.ts";
import { openStore } from "../../src/store/open-store.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function open(databaseUrl: string) {
  return openStore({ databaseUrl, dataDirectory: "/nowhere", logger: silentLogger });
}

function urlWith(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.toString();
}

async function problem(databaseUrl: string): Promise<string> {
  const error: unknown = await open(databaseUrl).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(OperationError);
  return error instanceof OperationError ? error.message : "";
}

describe("DATABASE_URL", () => {
  it("opens a migrated database", async () => {
    const store = await open(database.url);

    expect(await store.db.selectFrom("events").selectAll().execute()).toEqual([]);
    await store.close();
  });

  it("that nobody answers at is named, with what to check", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    const port = typeof address === "object" ? address?.port : 0;
    probe.close();

    expect(await problem(`postgres://ada:hush@127.0.0.1:${port}/desk`)).toBe(
      `Cannot reach PostgreSQL at 127.0.0.1:${port} (ECONNREFUSED): check that it runs and that DATABASE_URL names the right host, port and TLS mode.`,
    );
  });

  it("with a wrong password is refused without showing the password", async () => {
    const message = await problem(urlWith((url) => (url.password = "hush")));

    expect(message).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+ refuses user deskpulse .*check user and password/,
    );
    expect(message).not.toContain("hush");
  });

  it("with a database that does not exist says how to make it", async () => {
    expect(await problem(urlWith((url) => (url.pathname = "nowhere")))).toMatch(
      /has no database nowhere: make it with createdb, or correct DATABASE_URL/,
    );
  });

  it("with a user who may not make tables says whose the database must be", async () => {
    const role = `guest_${randomBytes(4).toString("hex")}`;
    await database.pool.query(
      `create role ${role} login password 'hush'; drop schema public cascade; create schema public; grant usage on schema public to ${role}`,
    );
    const guest = urlWith((url) => {
      url.username = role;
      url.password = "hush";
    });

    expect(await problem(guest)).toMatch(
      `does not let user ${role} do this (permission denied for schema public)`,
    );
    await database.pool.query(`drop owned by ${role}; drop role ${role}`);
  });

  it("that is no address is refused without showing it", async () => {
    for (const wrong of ["desk:hush", "http://desk:hush@host/", "postgres://ada:hu sh@ho st/"]) {
      const message = await problem(wrong);
      expect(message).toMatch(/^DATABASE_URL is not an address of PostgreSQL: write postgres:/);
      expect(message).not.toContain("hu");
    }
  });

  it("of a server older than 15 says which versions do", async () => {
    // Stands in for an old server: the function that tells the version is shadowed by one that says 14.
    await database.pool.query(`create schema old;
      create function old.current_setting(text) returns text language sql as 'select ''140011'''`);
    const old = urlWith((url) => url.searchParams.set("options", "-c search_path=old,pg_catalog"));

    expect(await problem(old)).toMatch(/is version 14: deskpulse needs 15 or newer/);
  });
});

it("a connection lost in the middle of a query is an error for people, not a stack", async () => {
  const store = await open(database.url);

  const lost = sql`select pg_terminate_backend(pg_backend_pid())`.execute(store.db);

  await expect(lost).rejects.toThrow(/^Cannot reach PostgreSQL at 127\.0\.0\.1/);
  await store.close();
});

it("an error of the query itself stays what it is", async () => {
  await expect(sql`select * from nothing_of_this_name`.execute(database.db)).rejects.toMatchObject({
    code: "42P01",
  });
});
