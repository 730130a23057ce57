import type { IExecuteAction } from "@microsoft/teams.cards";
import { type PickData, type Press, verbs } from "./card-press.ts";
import { cutText } from "./card-text.ts";

/**
 * A button that is answered. Clients without Universal Actions fall back to Submit, which comes in as a message with a
 * value and no text. Inputs are sent only where they are asked for: a form's must not be filled in to leave it.
 */
export function pressButton(
  title: string,
  data: Press | PickData,
  more: { readonly verb?: string; readonly takesInputs?: boolean; readonly isMain?: boolean } = {},
): IExecuteAction {
  const look = {
    title: cutText(title, LABEL),
    data: { ...data },
    associatedInputs: more.takesInputs ? ("auto" as const) : ("none" as const),
    ...(more.isMain ? { style: "positive" as const } : {}),
  };
  return {
    type: "Action.Execute",
    ...look,
    verb: more.verb ?? verbs.command,
    fallback: {
      type: "Action.Submit",
      ...look,
      data: { ...data, ...(more.verb ? { verb: more.verb } : {}) },
    },
  };
}

/** Longer ones are drawn as dots on a phone. */
const LABEL = 40;
