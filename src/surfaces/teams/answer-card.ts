import type { CardElement, IAdaptiveCard } from "@microsoft/teams.cards";
import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Answer, Place } from "../../commands/command.ts";
import type { FieldOption, FormErrors, FormValues } from "../../commands/form.ts";
import { type PressPlace, verbs } from "./card-press.ts";
import { formToElements } from "./form-to-elements.ts";
import { pressButton } from "./press-button.ts";
import { isSendable } from "./press-context.ts";
import { reportToCard } from "./report-to-card.ts";

export interface AnswerContext {
  readonly publicUrl: ChartDrawer["publicUrl"];
  /** What was asked. */
  readonly line: string;
  /** Where it was asked, which is where a digest is subscribed or paused. */
  readonly place: Place;
  /** Where the card will stand. */
  readonly conversation: string;
  /** The line of the card that it takes the place of for a while. */
  readonly back?: string | undefined;
  /** A form that was not taken, as it was filled in. */
  readonly refused?: { readonly values: FormValues; readonly errors: FormErrors } | undefined;
}

export interface AnswerCard {
  readonly card: IAdaptiveCard;
  readonly summary: string;
}

/** An answer as a card: the report, below it the form if there is one, and the way back. */
export function answerCard(answer: Answer, context: AnswerContext): AnswerCard {
  const { publicUrl, line, place, conversation } = context;
  const at = place.channel === conversation ? undefined : { channel: place.channel, kind: place.kind };
  const card = reportToCard(shownReport(answer), {
    publicUrl,
    hasCommands: true,
    line: isSendable(line) ? line : "help",
    ...(at ? { at } : {}),
    below: [...form(answer, context, at), ...(answer.form ? [] : wayBack(context, at))],
  });
  return { card, summary: answer.report.summary };
}

/** A form says itself what it is for. */
function shownReport({ report, form: spec }: Answer): Answer["report"] {
  return spec ? { ...report, sections: [] } : report;
}

function form(answer: Answer, context: AnswerContext, at: PressPlace | undefined): CardElement[] {
  const spec = answer.form;
  if (!spec) return [];
  const { refused, back, place } = context;
  const data = { command: spec.command, ...(back ? { back } : {}), ...(at ? { at } : {}) };
  const send = pressButton(spec.submit, data, { verb: verbs.form, takesInputs: true, isMain: true });
  return [
    ...formToElements({ form: spec, channels: [channelOption(place)], ...refused, channelHint: hint(place) }),
    { type: "ActionSet", spacing: "Large", actions: [send, ...backButtons(context, at)] },
  ];
}

function wayBack(context: AnswerContext, at: PressPlace | undefined): CardElement[] {
  const actions = backButtons(context, at);
  return actions.length === 0 ? [] : [{ type: "ActionSet", spacing: "Medium", actions }];
}

function backButtons({ back }: AnswerContext, at: PressPlace | undefined) {
  return back !== undefined && isSendable(back)
    ? [pressButton("‹ Back", { command: back, ...(at ? { at } : {}) })]
    : [];
}

/** Teams has no input that chooses a channel, so a form is about where it was asked for. */
function channelOption({ channel, kind }: Place): FieldOption {
  const labels = {
    personal: "This chat with me",
    group: "The group chat you asked in",
    channel: "The channel you asked in",
  };
  return { label: labels[kind], value: channel };
}

function hint({ kind }: Place): string | undefined {
  if (kind !== "personal") return undefined;
  return "For a channel or a group chat, write “@deskpulse digest subscribe” in it.";
}
