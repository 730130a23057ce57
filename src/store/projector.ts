import { setTimeout as pause } from "node:timers/promises";
import type { Kysely } from "kysely";
import type pg from "pg";
import { OperationError, reason } from "../errors.ts";
import { type Logger, silentLogger } from "../logger.ts";
import { projectBatch } from "./projector-batch.ts";
import { BATCH_LIMIT, drainChanges } from "./projector-drain.ts";
import { projectorFailures } from "./projector-failures.ts";
import { listenForChanges } from "./projector-listener.ts";
import { pendingChanges } from "./projector-pending.ts";
import type { Database } from "./tables.ts";

export interface ProjectOptions {
  /** Changed rows a transaction, default 500: each subject takes a lock, of which a server has a few thousand. */
  readonly limit?: number;
  /** Changed rows this call worked off so far, and how many of those there were at its start are left. */
  readonly onProgress?: (folded: number, left: number) => void;
  /** Where subjects that could not be folded are reported. */
  readonly logger?: Logger;
}

const OTHERS_MS = 20;
const OTHERS_PATIENCE_MS = 60_000;
const POLL_MS = 3000;
const RETRY_MS = 1000;

/**
 * Brings the facts up to date with everything that is in the log at the start of the call, also where others are
 * folding it right now. Subjects that cannot be folded are reported and left.
 *
 * @returns the number of changed rows this call worked off
 * @throws OperationError when others hold changed subjects for a minute without getting on with them
 */
export async function projectChanges(db: Kysely<Database>, options: ProjectOptions = {}): Promise<number> {
  const { limit = BATCH_LIMIT, onProgress, logger = silentLogger } = options;
  const failures = projectorFailures(logger);
  const { newest: upTo, count } = await pendingChanges(db);
  let [folded, left] = [0, count];
  let movedAt = performance.now();
  while (left > 0) {
    const batch = await projectBatch(db, { limit, except: failures.rowIds() });
    failures.add(batch.failures);
    folded += batch.settled;
    const before = left;
    left -= batch.settled;
    // A full batch means that there are more: counting them each time would take longer than folding them.
    if (batch.claimed < limit || left <= 0)
      left = (await pendingChanges(db, { upTo, except: failures.rowIds() })).count;
    if (batch.settled > 0) onProgress?.(folded, left);
    if (batch.settled > 0 || left < before) movedAt = performance.now();
    else await waitForOthers(performance.now() - movedAt, left);
  }
  return folded;
}

async function waitForOthers(waitedMs: number, left: number): Promise<void> {
  if (waitedMs > OTHERS_PATIENCE_MS)
    throw new OperationError(
      `Another process holds ${left} changed subjects and does not get on with them: end it, or wait and try again.`,
    );
  await pause(OTHERS_MS);
}

/**
 * Keeps the facts up to date: woken by what is written, and looking by itself every few seconds. Any number of these
 * may run side by side, in one process or in several.
 */
export function startProjector({
  pool,
  db,
  logger,
}: {
  readonly pool: pg.Pool;
  readonly db: Kysely<Database>;
  readonly logger: Logger;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const failures = projectorFailures(logger);
  let wake = () => {};
  let isAwake = true;
  const onChange = () => {
    isAwake = true;
    wake();
  };
  const done = Promise.all([listenForChanges(pool, logger, signal, onChange), work()]);
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await done;
    },
  };

  async function work(): Promise<void> {
    while (!signal.aborted) {
      isAwake = false;
      try {
        const outcome = await drainChanges(db, failures, signal);
        await rest(outcome === "done" ? POLL_MS : OTHERS_MS);
      } catch (error) {
        logger.warn({ reason: reason(error) }, "Facts could not be brought up to date, trying again");
        await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async function rest(ms: number): Promise<void> {
    if (isAwake || signal.aborted) return;
    const waking = new AbortController();
    wake = () => waking.abort();
    await pause(ms, undefined, { signal: waking.signal }).catch(() => undefined);
  }
}
