import { UsageError } from "../errors.ts";

/** A line that was not understood, or could mean several things: asks which was meant. */
export class AskBack extends UsageError {
  /** Whole lines, with the command's name, that can be run instead. */
  readonly lines: readonly string[];

  constructor(message: string, lines: readonly string[]) {
    super(message);
    this.lines = lines;
  }
}
