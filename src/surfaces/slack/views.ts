import type { HomeView, KnownBlock, ModalView } from "@slack/types";
import type { Answer, Place } from "../../commands/command.ts";
import type { FormErrors, FormSpec, FormValues } from "../../commands/form.ts";
import { platformLimits } from "../platform-limits.ts";
import { answerBlocks } from "./answer-blocks.ts";
import { formBlocks } from "./form-blocks.ts";
import { contextBlock } from "./section-to-blocks.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { plainLine } from "./slack-text.ts";
import { writeViewState } from "./view-state.ts";

const limits = platformLimits.slack;

/** What a modal sends when it is submitted comes back under this name. */
export const FORM_CALLBACK = "form";

const NAME = "deskpulse";

/** Opened within a trigger's 3 s, before anything is computed. */
export function loadingView(place: Place): ModalView {
  return modal(NAME, [contextBlock(["Working on it…"])], place);
}

export function messageView(place: Place, text: string): ModalView {
  return modal(NAME, [contextBlock([text])], place);
}

/** An answer in a modal: its form, where it has one. */
export function answerView(
  answer: Answer,
  place: Place,
  drawer: SlackDesk["drawer"],
  remarks: readonly string[] = [],
): ModalView {
  if (answer.form) return formView(answer.form, place);
  const ending = remarks.length > 0 ? [contextBlock(remarks)] : [];
  return modal(NAME, [...answerBlocks(answer, drawer), ...ending], place);
}

/** @param filled what was filled in already, and what is wrong with it */
export function formView(
  form: FormSpec,
  place: Place,
  filled: { readonly values?: FormValues; readonly errors?: FormErrors } = {},
): ModalView {
  const { command } = form;
  return {
    ...modal(form.title, formBlocks(form, filled), place, command),
    callback_id: FORM_CALLBACK,
    submit: text(form.submit),
    close: text("Cancel"),
  };
}

export function homeView(blocks: readonly KnownBlock[]): HomeView {
  return { type: "home", blocks: blocks.slice(0, limits.blocksInModal) };
}

function modal(title: string, blocks: readonly KnownBlock[], place: Place, command?: string): ModalView {
  return {
    type: "modal",
    title: text(title),
    close: text("Close"),
    private_metadata: writeViewState({ place, command }),
    blocks: blocks.slice(0, limits.blocksInModal),
  };
}

function text(words: string) {
  return { type: "plain_text" as const, text: plainLine(words, limits.modalTitle) || NAME, emoji: true };
}
