import { chatAnswers } from "../answering/chat-answers.ts";
import type { ChartDrawer } from "../charts/drawer.ts";
import type { Answer, FormProblem, Place } from "../commands/command.ts";
import type { FormErrors, FormField, FormSpec, FormValues } from "../commands/form.ts";
import { DEMO_CHANNEL } from "../demo/demo-config.ts";
import { plainText } from "../messages/plain-text.ts";
import type { ChatProfiles } from "../people/chat-profiles.ts";
import type { PageQuestion } from "../studio/command-route.ts";
import type { SurfaceAnswer } from "../studio/shown-answer.ts";
import { answerBlocks, answerMessage } from "../surfaces/slack/answer-blocks.ts";
import { answerCard } from "../surfaces/teams/answer-card.ts";
import { readInputs, readPress, verbs } from "../surfaces/teams/card-press.ts";
import { formValues } from "../surfaces/teams/form-to-elements.ts";
import type { demoCharts } from "./demo-charts.ts";
import { demoPeople } from "./demo-people.ts";
import type { Desk } from "./open-desk.ts";

/** The channel that the page stands for. */
const place: Place = { platform: "slack", channel: DEMO_CHANNEL, kind: "channel" };
const CHANNEL = "#support";

interface Asked {
  readonly line: string;
  readonly values?: FormValues;
  /** Of a Teams card: where its answer leads back to. */
  readonly back?: string;
}

/** Answers what the sample desk's page asks, by the way on which Slack and Teams are answered. */
export function demoAnswers(desk: Desk, { drawer, onPage }: ReturnType<typeof demoCharts>) {
  const { store, accountId, config, logger, clock } = desk;
  const answers = chatAnswers({ db: store.db, accountId, config, logger, clock, profiles });
  return async (question: PageQuestion): Promise<SurfaceAnswer> => {
    const asker = { user: { platform: "slack" as const, tenant: "demo", id: question.person }, place };
    const asked = askedOf(question);
    const { line, values, back } = asked;
    const taken: Answer | FormProblem = values
      ? await answers.submit(line, values, asker)
      : await answers.answer(line, asker);
    const shown = (answer: Answer, more: Pick<Shown, "isOver" | "refused">): SurfaceAnswer => {
      const made = surfaceAnswer(answer, { line, back, drawer, ...more });
      return { ...made, slack: onPage(made.slack), teams: onPage(made.teams) };
    };
    if (!("errors" in taken)) return shown(taken, { isOver: answers.opensModal(line) });
    const { errors } = taken;
    const again = await answers.answer(line, asker);
    return surfaceAnswer(again, {
      line,
      back,
      drawer,
      isOver: true,
      refused: { values: values ?? {}, errors },
    });
  };
}

const profiles: ChatProfiles = {
  async profileOf({ id }) {
    const person = demoPeople.find((each) => each.id === id);
    if (!person) return { kind: "gone" };
    return { kind: "member", email: person.email, name: person.name, timezone: null, locale: "en-GB" };
  },
};

function askedOf({ line, form, press }: PageQuestion): Asked {
  if (form) return { line: form.command, values: form.values };
  if (line !== undefined) return { line };
  const { command = "", back } = readPress(press) ?? {};
  const isForm = press?.["verb"] === verbs.form;
  return {
    line: command,
    ...(isForm ? { values: formValues(readInputs(press)) } : {}),
    ...(back === undefined ? {} : { back }),
  };
}

interface Shown {
  readonly line: string;
  readonly back: string | undefined;
  readonly drawer: Pick<ChartDrawer, "publicUrl">;
  readonly isOver: boolean;
  readonly refused?: { readonly values: FormValues; readonly errors: FormErrors };
}

function surfaceAnswer(answer: Answer, { line, back, drawer, isOver, refused }: Shown): SurfaceAnswer {
  const { report, form, file, notice } = answer;
  const { publicUrl } = drawer;
  const { card } = answerCard(answer, { publicUrl, line, place, conversation: place.channel, back, refused });
  return {
    line,
    slack: form
      ? { blocks: [], modal: modalOf(form, refused) }
      : isOver
        ? { blocks: answerBlocks(answer, drawer), modal: { title: "deskpulse" } }
        : { blocks: answerMessage(answer, drawer, []).blocks },
    teams: card,
    text: plainText(report),
    ...(file ? { file } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}

function modalOf({ title, submit, command, fields }: FormSpec, refused: Shown["refused"]) {
  return { title, form: { submit, command, fields: fields.map((field) => fieldOf(field, refused)) } };
}

function fieldOf(field: FormField, refused: Shown["refused"]) {
  const { name, label, hint, isOptional = false } = field;
  const filled = refused?.values[name];
  return {
    name,
    label,
    hint,
    isOptional,
    error: refused?.errors[name],
    values: filled ?? initialOf(field),
    ...kindOf(field),
  };
}

function kindOf(field: FormField) {
  switch (field.type) {
    case "select":
    case "multi-select":
      return { kind: field.type, options: field.options };
    case "channel":
      return { kind: "select" as const, options: [{ label: CHANNEL, value: place.channel }] };
    case "text":
    case "time":
      return { kind: field.type };
    default:
      return field satisfies never;
  }
}

function initialOf({ initial }: FormField): readonly string[] {
  return typeof initial === "string" ? [initial] : (initial ?? []);
}
