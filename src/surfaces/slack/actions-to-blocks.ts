import type { ActionsBlock, Button, KnownBlock, PlainTextOption, StaticSelect } from "@slack/types";
import { writeActionState } from "../../messages/action-state.ts";
import type { Action, CommandAction, SelectAction } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import { plainLine } from "./slack-text.ts";

const limits = platformLimits.slack;

type Element = Button | StaticSelect;

/** @param hasCommands whether somebody answers what runs a command; links are shown in any case */
export function actionsToBlocks(actions: readonly Action[], hasCommands: boolean): KnownBlock[] {
  const elements = actions
    .filter((action) => action.url !== undefined || hasCommands)
    .flatMap((action, index) => elementsOf(action, String(index)))
    .slice(0, limits.actionsElements);
  const [first, ...others] = elements;
  return first ? [{ type: "actions", elements: [first, ...others] } satisfies ActionsBlock] : [];
}

/** The start of an element's id says what a tap does: `command:0` answers, `modal:1` opens one, `open:2` is a link. */
export const actionIds = { command: "command:", modal: "modal:", link: "open:" } as const;

/** Ids must differ within a block. What is to be run stands in the value. */
function elementsOf(action: Action, place: string): Element[] {
  if (action.options !== undefined) return selectOf(action, place);
  if (action.command !== undefined) return commandButton(action, place);
  const label = plainLine(action.label, limits.buttonText);
  // A cut address leads nowhere: rather no button.
  if (!label || !URL.canParse(action.url) || action.url.length > limits.buttonUrl) return [];
  return [{ type: "button", text: plain(label), action_id: `${actionIds.link}${place}`, url: action.url }];
}

function commandButton({ label, command, opens }: CommandAction, place: string): Button[] {
  const text = plainLine(label, limits.buttonText);
  const value = writeActionState(command);
  if (!text || value === undefined || value.length > limits.buttonValue) return [];
  return [{ type: "button", text: plain(text), action_id: idOf(opens, place), value }];
}

/** What does not fit into a choice's value stands as a button of its own. */
function selectOf({ label, options, opens }: SelectAction, place: string): Element[] {
  const choices = options.map((option) => ({ option, choice: choiceOf(option) }));
  const fitting = choices.flatMap(({ choice }) => choice ?? []).slice(0, limits.selectOptions);
  const others = choices.flatMap(({ option, choice }, index) =>
    choice ? [] : commandButton({ ...option, ...(opens ? { opens } : {}) }, `${place}:${index}`),
  );
  const text = plainLine(label, limits.inputPlaceholder);
  if (fitting.length === 0 || !text) return others;
  return [
    { type: "static_select", placeholder: plain(text), action_id: idOf(opens, place), options: fitting },
    ...others,
  ];
}

function choiceOf({ label, command }: { label: string; command: string }): PlainTextOption | undefined {
  const text = plainLine(label, limits.optionText);
  const value = writeActionState(command);
  if (!text || value === undefined || value.length > limits.optionValue) return undefined;
  return { text: plain(text), value };
}

function idOf(opens: "modal" | undefined, place: string): string {
  return `${opens ? actionIds.modal : actionIds.command}${place}`;
}

function plain(text: string) {
  return { type: "plain_text" as const, text, emoji: true };
}
