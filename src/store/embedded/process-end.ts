import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs something when this process ends by itself or by a signal that nobody else in it handles. SIGKILL remains.
 *
 * @param work cannot wait for anything
 */
export function onProcessEnd(work: () => void): { forget(): void } {
  function endBySignal(signal: NodeJS.Signals): void {
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  }
  process.on("exit", work);
  for (const signal of signals) process.on(signal, endBySignal);
  return {
    forget() {
      process.off("exit", work);
      for (const signal of signals) process.off(signal, endBySignal);
    },
  };
}
