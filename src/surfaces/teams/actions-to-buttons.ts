import type {
  ActionArray,
  IActionSet,
  IColumnSet,
  IExecuteAction,
  IOpenUrlAction,
  ITextBlock,
} from "@microsoft/teams.cards";
import type { Action, Actions, SelectAction } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText } from "./card-text.ts";
import { pressButton } from "./press-button.ts";
import { isSendable, type PressContext, pressOf } from "./press-context.ts";
import { selectRow } from "./select-row.ts";

/** Buttons side by side, and below them a row for each select. */
export function actionsToButtons(
  actions: Actions["actions"],
  room: CardRoom,
  context: PressContext,
): (IActionSet | IColumnSet | ITextBlock)[] {
  const offered = actions.filter((action) => action.url !== undefined || context.hasCommands);
  const sendable = offered.map(sendablePart).filter((action) => action !== undefined);
  const shown = sendable.slice(0, room.actions);
  const buttons = shown.filter((action) => action.options === undefined);
  const selects = shown.filter((action) => action.options !== undefined);
  return [
    ...rowsOf(buttons.map((action) => button(action, room, context))),
    ...selects.flatMap((select) => selectRow(select, room, context)),
    ...omission(offered.length - shown.length, "action"),
  ];
}

/** Undefined where nothing is left of it. */
function sendablePart(action: Action): Action | undefined {
  if (action.options === undefined) return isSendable(action.url ?? action.command) ? action : undefined;
  const options = action.options.filter(({ command }) => isSendable(command));
  return options.length === 0 ? undefined : { ...action, options };
}

function rowsOf(buttons: ActionArray): IActionSet[] {
  const most = platformLimits.teams.actionsInSet;
  return Array.from({ length: Math.ceil(buttons.length / most) }, (_, row) => ({
    type: "ActionSet",
    spacing: row === 0 ? "Medium" : "Small",
    actions: buttons.slice(row * most, (row + 1) * most),
  }));
}

function button(
  action: Exclude<Action, SelectAction>,
  room: CardRoom,
  context: PressContext,
): IOpenUrlAction | IExecuteAction {
  const title = cutText(action.label, Math.min(room.label, LABEL));
  if (action.url !== undefined) return { type: "Action.OpenUrl", title, url: action.url };
  return pressButton(title, pressOf(action, context));
}

/** Longer ones are drawn as dots on a phone. */
const LABEL = 40;
