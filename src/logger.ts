import { pino } from "pino";

export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Structured log on stderr, so that stdout stays free for answers. Message texts and tokens are never logged. */
export function processLogger(level: string): Logger {
  return pino({ name: "deskpulse", level }, pino.destination({ dest: 2, sync: true }));
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
