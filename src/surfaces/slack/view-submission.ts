import type { ModalView } from "@slack/types";
import type { Answer, FormProblem } from "../../commands/command.ts";
import type { FormErrors, FormValues } from "../../commands/form.ts";
import { besides } from "./answer-alone.ts";
import { answerMessage } from "./answer-blocks.ts";
import { FIELD } from "./form-blocks.ts";
import { chosenChannel, formValues, type ViewValues } from "./form-values.ts";
import { askerFrom, type Interaction } from "./interaction.ts";
import { updateModal } from "./modals.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { tellAsker } from "./tell-asker.ts";
import { readViewState } from "./view-state.ts";
import { answerView, formView, loadingView, messageView } from "./views.ts";

/** A form that was sent, as far as it is read here. */
export interface Submission {
  readonly workspace: string;
  readonly user: string;
  readonly triggerId: string;
  readonly view: {
    readonly id: string;
    readonly metadata: string;
    readonly values: ViewValues;
  };
}

/** What Slack takes for an acknowledgement: what is wrong at which field, or what the modal shows from now on. */
export type FormAck =
  | { readonly response_action: "errors"; readonly errors: Record<string, string> }
  | { readonly response_action: "update"; readonly view: ModalView };

/**
 * Takes a form. What is wrong with it, or what came of it, is told in the acknowledgement where that is known in time,
 * else in the modal afterwards.
 *
 * @param acknowledge must be called within 3 s
 */
export async function takeForm(
  desk: SlackDesk,
  sent: Submission,
  acknowledge: (answer: FormAck) => Promise<void>,
): Promise<void> {
  const { view } = sent;
  const state = readViewState(view.metadata);
  const place = state?.place ?? askerFrom(sent).place;
  const from: Interaction = { asker: { ...askerFrom(sent), place }, triggerId: sent.triggerId };
  const { command } = state ?? {};
  if (command === undefined) {
    const text = "This form is of an older version. Ask for it once more.";
    await acknowledge({ response_action: "update", view: messageView(place, text) });
    return;
  }
  const values = formValues(view.values);
  const work = outcome(desk, command, values, from, view);
  const early = await Promise.race([work, after(desk.patience.formMs)]);
  if (early !== "late") {
    await acknowledge(early.ack);
    return;
  }
  await acknowledge({ response_action: "update", view: loadingView(place) });
  const late = await work;
  const shown = late.errors ? await again(desk, command, from, { values, errors: late.errors }) : late.view;
  if (await updateModal(desk, view.id, shown)) return;
  if (late.answer) await tellAsker(desk, from, answerMessage(late.answer, desk.drawer, []), false);
}

interface Outcome {
  readonly ack: FormAck;
  readonly view: ModalView;
  readonly answer?: Answer;
  readonly errors?: FormErrors;
}

async function outcome(
  desk: SlackDesk,
  command: string,
  values: FormValues,
  from: Interaction,
  view: Submission["view"],
): Promise<Outcome> {
  const { place } = from.asker;
  if (!(await desk.answers.isFirst(from.triggerId, "slack"))) {
    return updated(messageView(place, "This form was taken already."));
  }
  const taken: Answer | FormProblem = await desk.answers.submit(command, values, from.asker);
  if ("errors" in taken) return refused(place, taken.errors, view);
  // What is said in the channel belongs to the one that was chosen.
  const channel = chosenChannel(view.values);
  const chosen = channel === undefined ? place : { ...place, channel, kind: "channel" as const };
  const remarks = await besides(desk, taken, { ...from, asker: { ...from.asker, place: chosen } });
  return { ...updated(answerView(taken, place, desk.drawer, remarks)), answer: taken };
}

function updated(view: ModalView): Outcome {
  return { ack: { response_action: "update", view }, view };
}

/** Slack takes only errors of fields that are there; others are told at the first. */
function refused(
  place: Interaction["asker"]["place"],
  errors: FormErrors,
  view: Submission["view"],
): Outcome {
  const blocks = Object.keys(view.values).filter((block) => block.startsWith(FIELD));
  const [first = `${FIELD}?`] = blocks;
  const at: Record<string, string> = {};
  for (const [name, message] of Object.entries(errors)) {
    const block = blocks.includes(`${FIELD}${name}`) ? `${FIELD}${name}` : first;
    at[block] = at[block] ? `${at[block]} ${message}` : message;
  }
  const text = Object.values(errors).join(" ");
  return { ack: { response_action: "errors", errors: at }, view: messageView(place, text), errors };
}

/** The form once more, as it was filled in: it stood in the modal that has been replaced meanwhile. */
async function again(
  desk: SlackDesk,
  command: string,
  { asker }: Interaction,
  filled: { readonly values: FormValues; readonly errors: FormErrors },
): Promise<ModalView> {
  const asked = await desk.answers.answer(command, asker);
  return asked.form ? formView(asked.form, asker.place, filled) : answerView(asked, asker.place, desk.drawer);
}

function after(milliseconds: number): Promise<"late"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("late"), milliseconds).unref();
  });
}
