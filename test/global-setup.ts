import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { silentLogger } from "../src/logger.ts";
import { packagedBinaries } from "../src/store/embedded/binaries.ts";
import { serverOwner } from "../src/store/embedded/owner.ts";
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
  const server = await startServer(folder);
  project.provide("postgresUrl", server.url);
  return async () => {
    const ended = once(server.process, "exit");
    server.process.kill("SIGQUIT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}

async function startServer(folder: string): Promise<{ url: string; process: ChildProcess }> {
  const owner = await serverOwner();
  if (owner) await chown(folder, owner.uid, owner.gid);
  const { initdb, postgres } = packagedBinaries();
  const data = join(folder, "data");
  const initArgs = ["-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"];
  await promisify(execFile)(initdb, [...initArgs, "--locale-provider=builtin", "--locale=C.UTF-8"], {
    cwd: folder,
    ...owner,
  });
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: 200,
    timezone: "UTC",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(postgres, ["-D", data, ...args], { cwd: folder, stdio: "ignore", ...owner });
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  await untilReady(url, child);
  await makeTemplate(url);
  return { url, process: child };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No TCP port to be had");
  return address.port;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    if (server.exitCode !== null) throw error;
    await delay(20);
    await untilReady(url, server);
  }
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const { db } = connections(url.replace(/postgres$/, TEMPLATE), silentLogger);
  await migrate(db);
  await db.destroy();
}
