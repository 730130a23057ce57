import type { IActionSet, IExecuteAction, IOpenUrlAction, ITextBlock } from "@microsoft/teams.cards";
import type { Action, Actions, SelectAction } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText } from "./card-text.ts";

const limit = platformLimits.teams.address;

/** The verb of every button that runs a command; the command stands in its data. */
const COMMAND_VERB = "command";

export function actionsToButtons(
  actions: Actions["actions"],
  room: CardRoom,
  hasCommands: boolean,
): (IActionSet | ITextBlock)[] {
  const offered = actions.flatMap(asButtons).filter(({ url }) => url !== undefined || hasCommands);
  const shown = offered.filter(isSendable).slice(0, room.actions);
  const buttons = shown.map((action) => button(action, room));
  return [
    ...(buttons.length === 0
      ? []
      : [{ type: "ActionSet" as const, spacing: "Medium" as const, actions: buttons }]),
    ...omission(offered.length - shown.length, "action"),
  ];
}

type Press = Exclude<Action, SelectAction>;

/** A select's choices stand as buttons of their own. */
function asButtons(action: Action): readonly Press[] {
  return action.options === undefined ? [action] : action.options;
}

function isSendable({ url, command }: Press): boolean {
  const address = url ?? command;
  return address !== "" && address.length <= limit && address.isWellFormed();
}

function button(action: Press, room: CardRoom): IOpenUrlAction | IExecuteAction {
  const title = cutText(action.label, Math.min(room.label, LABEL));
  if (action.url !== undefined) return { type: "Action.OpenUrl", title, url: action.url };
  const data = { command: action.command };
  // Clients without Universal Actions fall back to Submit, which comes in as a message with a value and no text.
  return {
    type: "Action.Execute",
    title,
    verb: COMMAND_VERB,
    data,
    fallback: { type: "Action.Submit", title, data },
  };
}

/** Longer ones are drawn as dots on a phone. */
const LABEL = 40;
