import { readActionState } from "../messages/action-state.ts";

/** Something in a message that can be tapped: found again by its id, and what it then asks. */
export interface SlackTap {
  readonly id: string;
  /** Of a button. */
  readonly command?: string;
  /** Opens over the message. */
  readonly isModal?: boolean;
  /** Of a select, each with what it asks. */
  readonly options?: readonly { readonly label: string; readonly command: string }[];
  readonly placeholder?: string;
  readonly url?: string;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Blocks whose buttons have ids of their own in the whole message, and what is behind each.
 *
 * @param of what the ids begin with, where a page has several messages
 */
export function tappable(
  blocks: readonly unknown[],
  of = "",
): {
  readonly blocks: readonly unknown[];
  readonly taps: readonly SlackTap[];
} {
  const taps: SlackTap[] = [];
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (!isObject(value)) return value;
    const { action_id: actionId } = value;
    const inside = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, named(item)]));
    if (typeof actionId !== "string") return inside;
    const id = `${of}tap-${taps.length}`;
    taps.push({ id, ...(actionId.startsWith("modal:") ? { isModal: true } : {}), ...behind(value) });
    return { ...inside, action_id: id };
  };
  return { blocks: blocks.map(named), taps };
}

function behind(element: Json): Omit<SlackTap, "id"> {
  const { value, url, options, placeholder } = element;
  if (typeof url === "string") return { url };
  if (Array.isArray(options)) {
    const choices = options.flatMap((option: unknown) => {
      if (!isObject(option)) return [];
      const command = commandOf(option["value"]);
      return command === undefined ? [] : [{ label: textOf(option["text"]), command }];
    });
    return { options: choices, placeholder: textOf(placeholder) };
  }
  const command = commandOf(value);
  return command === undefined ? {} : { command };
}

function commandOf(value: unknown): string | undefined {
  return typeof value === "string" ? readActionState(value) : undefined;
}

function textOf(value: unknown): string {
  return isObject(value) && typeof value["text"] === "string" ? value["text"] : "";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
