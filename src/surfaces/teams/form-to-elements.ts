import type { CardElement, IChoiceSetInput } from "@microsoft/teams.cards";
import type { FieldOption, FormErrors, FormField, FormSpec, FormValues } from "../../commands/form.ts";
import type { FormInputs } from "./card-press.ts";
import { cutText, textBlock } from "./card-text.ts";

export interface FilledForm {
  readonly form: FormSpec;
  /** What stands in the channel field: a card cannot choose of all channels. */
  readonly channels: readonly FieldOption[];
  readonly channelHint?: string | undefined;
  readonly values?: FormValues | undefined;
  readonly errors?: FormErrors | undefined;
}

/** A form's inputs, each with what is wrong with it. The button that sends them is not in it. */
export function formToElements(filled: FilledForm): CardElement[] {
  const { form, channels, channelHint, values, errors = {} } = filled;
  const hintOf = (field: FormField) => (field.type === "channel" ? channelHint : undefined) ?? field.hint;
  const wrong = Object.keys(errors).length > 0;
  return [
    textBlock(cutText(form.title, TITLE), { size: "Large", weight: "Bolder", style: "heading" }),
    ...(form.introduction ? [textBlock(cutText(form.introduction, TEXT))] : []),
    ...(wrong ? [problem("Not taken yet: see below.")] : []),
    ...form.fields.flatMap((field): CardElement[] => [
      input(field, channels, values?.[field.name]),
      ...small(hintOf(field)),
      ...(errors[field.name] ? [problem(cutText(errors[field.name] ?? "", TEXT))] : []),
    ]),
    ...Object.entries(errors)
      .filter(([name]) => !form.fields.some((field) => field.name === name))
      .map(([, text]) => problem(cutText(text, TEXT))),
  ];
}

/** What was filled in, by the names of the fields. */
export function formValues(inputs: FormInputs): FormValues {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([id, value]) => {
      const [, kind, name] = /^(one|many)\.(.+)$/.exec(id) ?? [];
      if (name === undefined) return [];
      const all = kind === "many" ? value.split(",") : [value];
      return [[name, all.map((each) => each.trim()).filter((each) => each !== "")]];
    }),
  );
}

const TITLE = 100;
const TEXT = 500;
const LABEL = 100;

function small(hint: string | undefined): CardElement[] {
  return hint ? [textBlock(cutText(hint, TEXT), { size: "Small", isSubtle: true, spacing: "None" })] : [];
}

function problem(text: string): CardElement {
  return textBlock(`✗ ${text}`, { color: "Attention", weight: "Bolder", spacing: "Small" });
}

function input(
  field: FormField,
  channels: readonly FieldOption[],
  given: readonly string[] | undefined,
): CardElement {
  const label = cutText(field.label, LABEL);
  const id = `${field.type === "multi-select" ? "many" : "one"}.${field.name}`;
  const base = {
    id,
    label,
    spacing: "Medium" as const,
    ...(field.isOptional ? {} : { isRequired: true, errorMessage: `${label}: please fill it in.` }),
  };
  switch (field.type) {
    case "select":
      return { ...base, ...choice(field.options, given?.[0] ?? field.initial) };
    case "multi-select":
      return {
        ...base,
        ...choice(field.options, (given ?? field.initial)?.join(",")),
        isMultiSelect: true,
        style: "filtered",
      };
    case "channel": {
      const asked = given?.[0] ?? field.initial;
      const known = channels.find(({ value }) => value === asked) ?? channels[0];
      return { ...base, ...choice(channels, known?.value) };
    }
    case "text":
      return {
        ...base,
        type: "Input.Text",
        ...initialOf(given?.[0] ?? field.initial),
        ...(field.placeholder ? { placeholder: cutText(field.placeholder, LABEL) } : {}),
        ...(field.maxLength ? { maxLength: field.maxLength } : {}),
      };
    case "time":
      return { ...base, type: "Input.Time", ...initialOf(given?.[0] ?? field.initial) };
    default:
      return field satisfies never;
  }
}

function choice(options: readonly FieldOption[], value: string | undefined): IChoiceSetInput {
  return {
    type: "Input.ChoiceSet",
    style: "compact",
    choices: options.map((option) => ({ title: cutText(option.label, LABEL), value: option.value })),
    ...initialOf(value),
  };
}

function initialOf(value: string | undefined): { value?: string } {
  return value === undefined || value === "" ? {} : { value };
}
