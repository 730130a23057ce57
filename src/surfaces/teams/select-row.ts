import type { IColumnSet, ITextBlock } from "@microsoft/teams.cards";
import type { SelectAction } from "../../messages/report.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText } from "./card-text.ts";
import { pressButton } from "./press-button.ts";
import { type PressContext, whereOf } from "./press-context.ts";

/** A choice and the button that sends it. Each choice is a command: the same as a button of its own. */
export function selectRow(
  select: SelectAction,
  room: CardRoom,
  context: PressContext,
): (IColumnSet | ITextBlock)[] {
  const all = [...new Map(select.options.map((option) => [option.command, option])).values()];
  const options = all.slice(0, room.options);
  const id = context.inputName();
  const label = cutText(select.label, room.label);
  const choices = options.map((option) => ({
    title: cutText(option.label, room.label),
    value: option.command,
  }));
  return [
    {
      type: "ColumnSet",
      spacing: "Small",
      columns: [
        {
          type: "Column",
          width: "stretch",
          verticalContentAlignment: "Center",
          items: [{ type: "Input.ChoiceSet", id, style: "compact", placeholder: label, choices }],
        },
        {
          type: "Column",
          width: "auto",
          verticalContentAlignment: "Center",
          items: [
            {
              type: "ActionSet",
              actions: [
                pressButton(
                  "Go",
                  { pick: id, ...whereOf(select.opens !== undefined, context) },
                  {
                    takesInputs: true,
                  },
                ),
              ],
            },
          ],
        },
      ],
    },
    ...omission(all.length - options.length, "choice"),
  ];
}
