import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { compileCache } from "./compile-cache.ts";

/** A running command that uses the embedded server. */
export interface StoreProcess {
  readonly process: ChildProcess;
  readonly url: string;
  /** What its statement gave. */
  readonly rows: readonly unknown[];
  /** Lets it finish as commands do. */
  end(): Promise<void>;
}

export interface StoreProcessOptions {
  /** Run when the store is open. */
  readonly statement?: string;
  /** Another checkout to run from. */
  readonly checkout?: string;
  readonly spawn?: SpawnOptions;
}

const program = fileURLToPath(new URL("./store-program.ts", import.meta.url));
const here = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a command on the data folder and waits until it has the store open. Throws what the command said when it failed. */
export async function storeProcess(
  dataDirectory: string,
  { statement = "select 1", checkout = here, spawn: options = {} }: StoreProcessOptions = {},
): Promise<StoreProcess> {
  const command = [join(checkout, relative(here, program)), dataDirectory, statement];
  // Another checkout is gone after the test, and what was compiled of it would stay for nothing.
  const env = { ...process.env, ...(checkout === here && compileCache) };
  const child = spawn(process.execPath, command, { env, ...options, stdio: "pipe" });
  const exited = once(child, "exit");
  const said = text(child.stderr);
  const line = await Promise.race([once(child.stdout, "data"), exited.then(() => undefined)]);
  if (!line) throw new Error(await said);
  const { url, rows } = JSON.parse(String(line[0]));
  const end = async () => {
    child.stdin.end();
    const [code] = await exited;
    if (code !== 0) throw new Error(`${await said} (exit code ${code})`);
  };
  return { process: child, url, rows, end };
}

/** The process id of the server on this data, as it says itself; undefined when it has none or has ended. */
export async function serverPid(home: string): Promise<number | undefined> {
  const content = await readFile(join(home, "data", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(content, 10);
  return isAlive(pid) ? pid : undefined;
}

/** Waits for what must come soon. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error("Waited ten seconds in vain");
    await delay(10);
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
