import { spawn } from "node:child_process";
import { open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { OperationError } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import type { Binaries } from "./binaries.ts";
import { cannotRun } from "./cannot-run.ts";
import { diskFull, isDiskFull, saysDiskFull } from "./disk-full.ts";
import { freePort } from "./free-port.ts";
import type { Home } from "./home.ts";
import { pidFile, runningPostmaster } from "./postmaster.ts";
import { serverEnvironment } from "./server-environment.ts";

const ATTEMPTS = 50;
const POLL_MS = 5;
const LOG_LIMIT_BYTES = 5_000_000;

/** PostgreSQL's settings by name. */
export type ServerSettings = Readonly<Record<string, string>>;

const standard = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  timezone: "UTC",
  log_timezone: "UTC",
  // What people wrote must not get into the log: neither statements nor the values they failed on.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
} satisfies ServerSettings;

/**
 * Starts the server on data where none runs, apart from this process and its terminal, and waits until it takes
 * connections.
 *
 * @throws OperationError when it does not start
 */
export async function startServer(
  home: Home,
  binaries: Binaries,
  logger: Logger,
  settings: ServerSettings = {},
): Promise<void> {
  // Left from a server that was killed. Its number may be that of another process by now, which PostgreSQL would spare.
  await rm(pidFile(home.data), { force: true });
  const portFile = join(home.folder, "port");
  let preferred = Number(await readFile(portFile, "utf8").catch(() => "0"));
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(preferred);
    const failure = await launch(home, binaries, logger, { ...standard, ...settings, port: String(port) });
    if (failure === undefined) {
      if (port !== preferred) await writeFile(portFile, String(port));
      return;
    }
    const isPassing = /could not bind|could not create any TCP/.test(failure) || stillInUse(failure);
    if (!isPassing || attempt === ATTEMPTS) throw notStarted(home, failure);
    // The processes of a server that was killed take a moment to notice; a port can be lost to somebody else.
    if (stillInUse(failure)) await delay(100);
    else preferred = 0;
  }
}

function stillInUse(failure: string): boolean {
  return failure.includes("pre-existing shared memory block");
}

function notStarted(home: Home, failure: string): OperationError {
  if (saysDiskFull(failure) || isDiskFull(home.folder)) return diskFull(home.folder);
  const last = failure.trim().split("\n").slice(-3).join("\n");
  return new OperationError(
    `PostgreSQL did not start on ${home.data}:\n${last}\nIts log is ${logFile(home)}.`,
  );
}

function logFile(home: Home): string {
  return join(home.folder, "server.log");
}

/** @returns undefined when it runs, else what the server wrote before it gave up */
async function launch(
  home: Home,
  binaries: Binaries,
  logger: Logger,
  settings: ServerSettings,
): Promise<string | undefined> {
  const log = await openLog(logFile(home));
  const before = (await log.stat()).size;
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(binaries.postgres, ["-D", home.data, ...options], {
    cwd: home.data,
    env: serverEnvironment(),
    stdio: ["ignore", log.fd, log.fd],
    // A session of its own: neither Ctrl-C nor the end of this process reaches it.
    detached: true,
    windowsHide: true,
    ...home.owner,
  });
  let failed: Error | undefined;
  child.on("error", (error) => {
    failed = error;
  });
  child.unref();
  await log.close();
  const started = performance.now();
  let isToldToWait = false;
  while (child.exitCode === null && child.signalCode === null && !failed) {
    if ((await runningPostmaster(home.data))?.isReady) return undefined;
    if (!isToldToWait && performance.now() - started > 3_000) {
      isToldToWait = true;
      logger.info({ folder: home.folder }, "PostgreSQL is recovering from an unclean end");
    }
    await delay(POLL_MS);
  }
  if (failed) throw cannotRun(binaries.postgres, home, failed);
  return (await readFile(logFile(home))).subarray(before).toString();
}

async function openLog(path: string) {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(path, `${path}.1`);
  return await open(path, "a", 0o600);
}
