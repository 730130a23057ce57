import type { CommandAction } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import type { Press } from "./card-press.ts";

const limit = platformLimits.teams.address;

/** What the buttons of a card say besides their command. */
export interface PressContext {
  /** Whether somebody answers buttons that run a command; without, only links are shown. */
  readonly hasCommands: boolean;
  /** The line that the card answers; without, the card stays as it is and answers come beside it. */
  readonly line?: string | undefined;
  readonly at?: Press["at"] | undefined;
  /** A name for an input that no other of the card has. */
  readonly inputName: () => string;
}

/** What travels with a button of a card. */
export function pressOf(action: Pick<CommandAction, "command" | "opens">, context: PressContext): Press {
  return { command: action.command, ...whereOf(action.opens !== undefined, context) };
}

/** Where an answer goes, and where it leads back to. */
export function whereOf(isOver: boolean, { line, at }: PressContext): Omit<Press, "command"> {
  return {
    ...(line === undefined ? { stays: true as const } : {}),
    ...(line !== undefined && isOver ? { back: line } : {}),
    ...(at ? { at } : {}),
  };
}

export function isSendable(address: string): boolean {
  return address !== "" && address.length <= limit && address.isWellFormed();
}
