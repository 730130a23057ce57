import type { InputBlock, KnownBlock, PlainTextOption } from "@slack/types";
import type { FieldOption, FormErrors, FormField, FormSpec, FormValues } from "../../commands/form.ts";
import { platformLimits } from "../platform-limits.ts";
import { contextBlock } from "./section-to-blocks.ts";
import { plainLine } from "./slack-text.ts";

const limits = platformLimits.slack;

/** A field's block is found again by its name, its value by this. */
export const FIELD = "field:";
const VALUE = "value";

interface Filled {
  readonly values?: FormValues;
  readonly errors?: FormErrors;
}

/** A form as native inputs, filled in as it was before where it is shown again, with what is wrong at the fields. */
export function formBlocks({ introduction, fields }: FormSpec, filled: Filled = {}): KnownBlock[] {
  return [
    ...(introduction ? [contextBlock([introduction])] : []),
    ...fields.flatMap((field) => {
      const error = filled.errors?.[field.name];
      return [...(error ? [contextBlock([`⚠️ ${error}`])] : []), inputOf(field, filled.values?.[field.name])];
    }),
  ];
}

function inputOf(field: FormField, values: readonly string[] | undefined): InputBlock {
  return {
    type: "input",
    block_id: `${FIELD}${field.name}`,
    label: plain(field.label, limits.inputLabel),
    optional: field.isOptional ?? false,
    ...(field.hint ? { hint: plain(field.hint, limits.inputLabel) } : {}),
    element: elementOf(field, values),
  };
}

function elementOf(field: FormField, values: readonly string[] | undefined): InputBlock["element"] {
  const first = values?.[0];
  switch (field.type) {
    case "select": {
      const initial = chosen(field.options, [first ?? field.initial ?? ""])[0];
      const options = optionsOf(field.options);
      return {
        type: "static_select",
        action_id: VALUE,
        options,
        ...(initial && { initial_option: initial }),
      };
    }
    case "multi-select": {
      const initial = chosen(field.options, values ?? field.initial ?? []);
      return {
        type: "multi_static_select",
        action_id: VALUE,
        options: optionsOf(field.options),
        ...(initial.length > 0 && { initial_options: initial }),
        ...(field.most !== undefined && { max_selected_items: field.most }),
      };
    }
    case "text": {
      const initial = plainLine(first ?? field.initial ?? "", limits.inputText);
      const placeholder = plainLine(field.placeholder ?? "", limits.inputPlaceholder);
      return {
        type: "plain_text_input",
        action_id: VALUE,
        ...(initial && { initial_value: initial }),
        ...(placeholder && { placeholder: plain(placeholder, limits.inputPlaceholder) }),
        ...(field.maxLength !== undefined && { max_length: field.maxLength }),
      };
    }
    case "channel": {
      const initial = first ?? field.initial;
      return {
        type: "conversations_select",
        action_id: VALUE,
        filter: { include: ["public", "private"], exclude_bot_users: true },
        ...(initial && { initial_conversation: initial }),
      };
    }
    case "time": {
      const initial = first ?? field.initial;
      return { type: "timepicker", action_id: VALUE, ...(initial && { initial_time: initial }) };
    }
    default:
      return field satisfies never;
  }
}

/** Whatever Slack could not carry back whole is left out: a cut value is another one. */
function optionsOf(options: readonly FieldOption[]): PlainTextOption[] {
  return options
    .filter(({ label, value }) => label.trim() !== "" && value !== "" && value.length <= limits.optionValue)
    .slice(0, limits.selectOptions)
    .map(({ label, value }) => ({ text: plain(label, limits.optionText), value }));
}

function chosen(options: readonly FieldOption[], values: readonly string[]): PlainTextOption[] {
  return optionsOf(options).filter(({ value }) => value !== undefined && values.includes(value));
}

function plain(text: string, limit: number) {
  return { type: "plain_text" as const, text: plainLine(text, limit), emoji: true };
}
