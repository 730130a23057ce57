import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { reason } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { CHANGED_CHANNEL } from "./event-log.ts";

const RECONNECT_MS = 1000;

/** Calls `onChange` whenever events were written, until stopped. A lost connection is made again. */
export async function listenForChanges(
  pool: pg.Pool,
  logger: Logger,
  signal: AbortSignal,
  onChange: () => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(pool, signal, onChange);
    } catch (error) {
      logger.warn({ reason: reason(error) }, "Lost the connection that tells of new events, making it again");
      await pause(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Returns when told to stop, throws when the connection is lost. */
async function listenOnce(pool: pg.Pool, signal: AbortSignal, onChange: () => void): Promise<void> {
  const client = await pool.connect();
  const { promise: isOver, resolve, reject } = Promise.withResolvers<void>();
  // It may be lost before anybody waits for it.
  isOver.catch(() => undefined);
  const onStop = () => resolve();
  const onLost = (error?: Error) => reject(error ?? new Error("the connection was closed"));
  signal.addEventListener("abort", onStop);
  client.on("notification", onChange).on("error", onLost).on("end", onLost);
  try {
    if (signal.aborted) return;
    await client.query(`listen ${CHANGED_CHANNEL}`);
    // What was written while nobody listened.
    onChange();
    await isOver;
  } finally {
    signal.removeEventListener("abort", onStop);
    // Closed rather than given back: it must not go on listening for somebody else.
    client.release(true);
  }
}
