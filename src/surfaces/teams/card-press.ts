import type { Place } from "../../commands/command.ts";

/**
 * What a card's button carries: what the user could have typed, and where the answer goes. It is read back from whoever
 * presses, so nothing in it is a secret or a permission.
 */
export interface Press {
  /** The line to be answered. */
  readonly command: string;
  /** The line of the card it stands on: the answer leads back there. */
  readonly back?: string;
  /** Where the card was asked for, if that is not where it stands. To be believed of members of that place alone. */
  readonly at?: PressPlace;
  /** The card is everybody's, or a message of its own: the answer comes beside it. */
  readonly stays?: true;
}

export type PressPlace = Pick<Place, "channel" | "kind">;

/** The verbs of our buttons. */
export const verbs = { command: "command", form: "form" } as const;

/** What is sent for a select: its choice stands in the input of that name, each choice a command of its own. */
export type PickData = Omit<Press, "command"> & { readonly pick: string };

export type FormInputs = Readonly<Record<string, string>>;

/** Undefined for what no button of ours carries; a command of "" where nothing was chosen in a select. */
export function readPress(data: unknown): Press | undefined {
  if (!isObject(data)) return undefined;
  const { command, pick, back, stays } = data;
  const at = readPlace(data["at"]);
  const line = typeof pick === "string" ? (data[pick] ?? "") : command;
  if (typeof line !== "string") return undefined;
  return {
    command: line,
    ...(typeof back === "string" ? { back } : {}),
    ...(at ? { at } : {}),
    ...(stays === true ? { stays } : {}),
  };
}

/** The inputs of a form, by their ids. */
export function readInputs(data: unknown): FormInputs {
  if (!isObject(data)) return {};
  return Object.fromEntries(
    Object.entries(data).flatMap(([id, value]) => (typeof value === "string" ? [[id, value] as const] : [])),
  );
}

function readPlace(value: unknown): PressPlace | undefined {
  if (!isObject(value)) return undefined;
  const { channel, kind } = value;
  if (typeof channel !== "string" || (kind !== "personal" && kind !== "group" && kind !== "channel")) {
    return undefined;
  }
  return { channel, kind };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
