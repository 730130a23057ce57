import { LogLevel, type Logger as SlackLogger } from "@slack/web-api";
import type { Logger } from "../../logger.ts";

/**
 * The SDK's log in ours. Its debug and info lines carry request bodies, which are people's data: they are dropped.
 * Failures of single requests are reported by whoever made them, so the SDK's own words on them are detail.
 */
export function slackLogger(logger: Logger): SlackLogger {
  const write = (...words: unknown[]) => logger.debug({ slack: words.map(String).join(" ") }, "slack sdk");
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: write,
    error: write,
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
