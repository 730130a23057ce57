import { pino, stdSerializers } from "pino";
import { redactedFields, redactedLine } from "./logger-redaction.ts";

export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Structured log on stderr, so that stdout stays free for answers. Message texts, tokens and addresses never get there. */
export function processLogger(level: string): Logger {
  return redactingLogger(level, pino.destination({ dest: 2, sync: true }));
}

/** A log whose lines carry neither what people wrote nor tokens nor e-mail addresses, wherever these came from. */
export function redactingLogger(level: string, out: { write(line: string): unknown }): Logger {
  const options = {
    name: "deskpulse",
    level,
    formatters: { log: (fields: object) => redactedFields(fields) },
    serializers: { err: (error: Error) => redactedFields(stdSerializers.err(error)) },
  };
  return pino(options, { write: (line) => void out.write(redactedLine(line)) });
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
