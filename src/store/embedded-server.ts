import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { OperationError, reason } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { Binaries } from "./embedded/binaries.ts";
import { diskFull, saysDiskFull } from "./embedded/disk-full.ts";
import { FileLock } from "./embedded/file-lock.ts";
import { type Home, serverHome } from "./embedded/home.ts";
import { initialise, SERVER_USER, serverPassword } from "./embedded/initialise.ts";
import { type Postmaster, runningPostmaster, signalStop, signalStopNow } from "./embedded/postmaster.ts";
import { onProcessEnd } from "./embedded/process-end.ts";
import { type ServerSettings, startServer } from "./embedded/start-server.ts";
import { usableBinaries } from "./embedded/usable-binaries.ts";

/** This process's share of an embedded PostgreSQL. */
export interface EmbeddedServer {
  /** With its password: not for messages. */
  readonly url: string;
  /** Where the data lies, for messages. */
  readonly folder: string;
  /** Gives the share back; the last one stops the server and waits for it. */
  release(): Promise<void>;
}

const POLL_MS = 20;
const LOCK_PATIENCE_MS = 120_000;
const FAST_STOP_MS = 8_000;
const IMMEDIATE_STOP_MS = 3_000;

/**
 * Joins the PostgreSQL server of a data folder, and starts it when it does not run. Every process that uses it holds a
 * shared lock on the home's `users` file for as long as it lives; starting and stopping happen under the lock `change`,
 * and only who gets `users` alone may stop. Kernel locks end with their process, so nothing can be left stale.
 *
 * @param settings PostgreSQL's own, for a server that this call has to start
 * @throws OperationError when the server cannot be had
 */
export async function embeddedServer(
  dataDirectory: string,
  logger: Logger,
  settings: ServerSettings = {},
): Promise<EmbeddedServer> {
  const home = await serverHome(dataDirectory, logger);
  const change = new FileLock(join(home.folder, "change.lock"));
  const users = new FileLock(join(home.folder, "users.lock"));
  try {
    await take(change, home);
    if (!users.tryShared()) throw new Error(`${home.folder} is locked against its users`);
    const binaries = await usableBinaries(home);
    const { port, pid } = await ensureRunning(home, binaries, logger, settings);
    const password = await serverPassword(home);
    const end = onProcessEnd(() => leaveNow(change, users, pid));
    const release = async () => {
      end.forget();
      await leave(home, binaries, change, users);
    };
    return {
      url: `postgres://${SERVER_USER}:${password}@127.0.0.1:${port}/postgres`,
      folder: home.folder,
      release,
    };
  } catch (error) {
    users.close();
    if (!(error instanceof OperationError) && saysDiskFull(reason(error))) throw diskFull(home.folder, error);
    throw error;
  } finally {
    change.release();
  }
}

async function take(change: FileLock, home: Home): Promise<void> {
  const deadline = performance.now() + LOCK_PATIENCE_MS;
  while (!change.tryAlone()) {
    if (performance.now() > deadline) {
      throw new OperationError(
        `Another deskpulse has been starting or stopping PostgreSQL in ${home.folder} for two minutes: end it, then try again.`,
      );
    }
    await delay(POLL_MS);
  }
}

async function ensureRunning(
  home: Home,
  binaries: Binaries,
  logger: Logger,
  settings: ServerSettings,
): Promise<Postmaster> {
  let running = await runningPostmaster(home.data);
  // Left alone by processes that were killed, it may be on its way up or down.
  while (running && !running.isReady) {
    await delay(POLL_MS);
    running = await runningPostmaster(home.data);
  }
  if (running) return running;
  await initialise(home, binaries);
  await startServer(home, binaries, logger, settings);
  const started = await runningPostmaster(home.data);
  if (!started) throw new OperationError(`PostgreSQL in ${home.folder} ended as soon as it had started.`);
  return started;
}

async function leave(home: Home, binaries: Binaries, change: FileLock, users: FileLock): Promise<void> {
  try {
    await take(change, home);
    users.release();
    const running = users.tryAlone() ? await runningPostmaster(home.data) : undefined;
    if (running) await stopServer(home, binaries, running.pid);
  } finally {
    users.close();
    change.close();
  }
}

async function stopServer(home: Home, binaries: Binaries, pid: number): Promise<void> {
  await signalStop(pid, "fast", binaries);
  if (await hasEnded(home, FAST_STOP_MS)) return;
  await signalStop(pid, "immediate", binaries);
  if (await hasEnded(home, IMMEDIATE_STOP_MS)) return;
  throw new OperationError(`PostgreSQL (process ${pid}) in ${home.folder} does not stop: end it by hand.`);
}

async function hasEnded(home: Home, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    if (!(await runningPostmaster(home.data))) return true;
    await delay(5);
  }
  return false;
}

/** In a process that ends without releasing, nothing can be waited for: the server is told to stop, that is all. */
function leaveNow(change: FileLock, users: FileLock, pid: number): void {
  users.release();
  if (process.platform !== "win32" && change.tryAlone(2_000) && users.tryAlone()) signalStopNow(pid, "fast");
}
