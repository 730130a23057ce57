import { UsageError } from "../errors.ts";

/** A line that leaves something open: asks back, and offers lines that do not. */
export class AskBack extends UsageError {
  /** Whole lines, with the command's name, that can be run instead. */
  readonly lines: readonly string[];
  readonly heading: string;

  constructor(message: string, lines: readonly string[], heading = "A question back") {
    super(message);
    this.lines = lines;
    this.heading = heading;
  }
}

/** Words that nobody knows, or that may mean several things. */
export function notUnderstood(message: string, lines: readonly string[]): AskBack {
  return new AskBack(message, lines, NOT_UNDERSTOOD);
}

export const NOT_UNDERSTOOD = "I did not understand that";
