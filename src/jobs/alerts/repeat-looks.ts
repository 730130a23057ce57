import { setTimeout as pause } from "node:timers/promises";
import { OperationError, reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";

export interface RepeatedLook {
  /** For the log: "promises in danger". */
  readonly what: string;
  readonly everyMs: number;
  /** @returns whether all was looked at; else it goes on at once */
  readonly look: () => Promise<boolean>;
}

const AFTER_FAILURE_MS = 2_000;
const OUTSIDE = "outside";

/** Looks again and again, for each by itself, so that none waits for another. No look begins after the signal. */
export async function repeatLooks(
  looks: readonly RepeatedLook[],
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  const failures = lastingFailures(logger);
  const repeat = async ({ what, everyMs, look }: RepeatedLook) => {
    while (!signal.aborted) {
      let waitMs = everyMs;
      try {
        if (!(await look())) waitMs = 0;
        failures.over(what);
      } catch (error) {
        waitMs = AFTER_FAILURE_MS;
        failures.add(what, error);
      }
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  };
  await Promise.all(looks.map(repeat));
}

/** Logs what fails as it begins and as it ends: a database that is away for an hour should not fill the log. */
function lastingFailures(logger: Logger) {
  const reasons = new Map<string, string>();
  return {
    add(what: string, error: unknown) {
      // However the database is away, it is away.
      const why = error instanceof OperationError ? OUTSIDE : reason(error);
      const isKnown = [...reasons.values()].includes(why);
      reasons.set(what, why);
      if (!isKnown)
        logger.error({ what, err: error }, "Alerts cannot be looked after; it is tried again until it works");
    },
    over(what: string) {
      if (reasons.delete(what) && reasons.size === 0) logger.info({}, "Alerts are looked after again");
    },
  };
}
