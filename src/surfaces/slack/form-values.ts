import type { FormValues } from "../../commands/form.ts";
import { FIELD } from "./form-blocks.ts";

/** What a submitted modal's state tells: the block and the element of each value. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, StateValue>>>>;

/** As https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload has it, by the element's kind. */
interface StateValue {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[];
  readonly selected_conversation?: string | null;
  readonly selected_channel?: string | null;
  readonly selected_time?: string | null;
}

export function formValues(state: ViewValues): FormValues {
  return Object.fromEntries(
    Object.entries(state).flatMap(([block, elements]) =>
      block.startsWith(FIELD)
        ? [[block.slice(FIELD.length), Object.values(elements).flatMap(valuesOf)] as const]
        : [],
    ),
  );
}

/** The channel that a form is about, if it is about one. */
export function chosenChannel(state: ViewValues): string | undefined {
  for (const element of Object.values(state).flatMap((elements) => Object.values(elements))) {
    const channel = element.selected_conversation ?? element.selected_channel;
    if (channel) return channel;
  }
  return undefined;
}

function valuesOf(value: StateValue): string[] {
  const one =
    value.value ??
    value.selected_option?.value ??
    value.selected_conversation ??
    value.selected_channel ??
    value.selected_time;
  const several = value.selected_options?.flatMap((option) => option.value ?? []) ?? [];
  return one ? [one, ...several] : several;
}
