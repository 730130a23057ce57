import type { ILogger } from "@microsoft/teams.common";
import { reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";

/**
 * The SDK's log in ours. Its debug lines hold whole activities, so they are dropped: message texts are never logged.
 */
export function sdkLogger(logger: Logger, source = "teams"): ILogger {
  const at = (level: "info" | "warn" | "error") => (first?: unknown, second?: unknown) =>
    logger[level]({ source, ...(second === undefined ? {} : { cause: reason(second) }) }, reason(first));
  return {
    debug: () => undefined,
    trace: () => undefined,
    info: (first, second) => logger.debug({ source }, [first, second].filter(Boolean).map(reason).join(" ")),
    warn: at("warn"),
    error: at("error"),
    log: (level, first, second) => {
      if (level === "error" || level === "warn") at(level)(first, second);
    },
    child: (name) => sdkLogger(logger, `${source}/${name}`),
  };
}
