import type { Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import { wordSample } from "../metrics/wording.ts";
import { AskBack } from "./ask-back.ts";
import { type Asked, askNumbers, askReceipt, mayAskReceipt, type Told } from "./ask-numbers.ts";
import type { Command, CommandRequest } from "./command.ts";
import { dataUpTo } from "./data-up-to.ts";
import { askedOf, KPI_PERIOD, NOTHING_TO_SHOW } from "./kpi.ts";
import { kpiSentence } from "./kpi-sentence.ts";
import { headingOf, type Setting } from "./number-sections.ts";
import { questionWords } from "./question.ts";
import { receiptSections } from "./receipt-sections.ts";
import type { Room } from "./room.ts";
import { withOwnScope } from "./scope.ts";
import { type Understood, understood } from "./understood.ts";

export const why: Command = {
  name: "why",
  summary: "Why a number is what it is: its meaning, and what is behind it",
  usage: "<kpi> [period] [team:… channel:… …]",
  examples: ["why csat last week team:billing", "why response-time today agent:me"],
  opensModal: () => true,
  async run(request, room) {
    const { viewer, now } = request;
    const asked = understood(request, room, { command: "why", period: KPI_PERIOD });
    const metric = soleMetric(asked);
    const question = withOwnScope(viewer, { ...asked.question, by: [] });
    const query = { ...askedOf({ ...asked, question }, room), notes: "all" } as const;
    const [told, behind, fresh] = await Promise.all([
      askNumbers(request, room, query),
      conversations(request, room, query, asked),
      dataUpTo(room, now, asked.viewing),
    ]);
    const setting: Setting = { viewer, viewing: asked.viewing, room };
    const definition = findMetric(metric);
    const sentences = told.results.map((result) => kpiSentence(result, told, setting));
    const summary = sentences.join(" ") || NOTHING_TO_SHOW;
    const sections: Section[] = [
      headingOf(definition.name, told, setting),
      { type: "paragraph", text: summary },
      { type: "paragraph", text: definition.definition },
      how(definition, told, setting, behind.leftOut),
      ...behind.sections,
      { type: "footnote", lines: [fresh] },
    ];
    return { report: { summary, sections }, visibility: "personal" };
  },
};

/** @throws AskBack for none, and for several */
function soleMetric({ question }: Understood): string {
  const [metric, ...others] = question.metrics;
  if (metric !== undefined && others.length === 0) return metric;
  throw new AskBack("Which number? One at a time:", [
    ...question.metrics.map((id) => `why ${questionWords({ ...question, metrics: [id] })}`),
    ...(metric === undefined ? ["why csat", "why first-response-time"] : []),
  ]);
}

interface Behind {
  readonly leftOut: readonly string[];
  readonly sections: readonly Section[];
}

/** An agent sees what is behind the own numbers; those behind the team's would tell of single people. */
async function conversations(
  request: CommandRequest,
  room: Room,
  query: Asked,
  { viewing }: Understood,
): Promise<Behind> {
  if (!mayAskReceipt(request, query)) return { leftOut: [], sections: [] };
  const receipt = await askReceipt(request, room, query);
  return {
    leftOut: receipt.leftOut.map(({ why: reason, count }) => `${count} ${reason}`),
    sections: receiptSections(receipt, { viewer: request.viewer, viewing, room }),
  };
}

/** In lines rather than a table: a message has room for one, which the conversations need. */
function how(
  definition: MetricDefinition,
  { query, results }: Told,
  { viewing }: Setting,
  leftOut: readonly string[],
): Section {
  const samples = results.flatMap((result) => wordSample(definition, result, viewing.locale) ?? []);
  const direction = results[0]?.direction ?? definition.direction;
  const lines = [
    `Better is ${direction === "neutral" ? "neither way" : direction}.`,
    `Counted at: ${definition.measurement.kind === "level" ? "the period's end, as a level" : definition.at}.`,
    `Time: ${query.clock === "business" ? "in business hours" : "elapsed, day and night"}.`,
    `Rests on: ${samples.join("; ").replaceAll("from ", "") || "the count itself"}.`,
    ...results.flatMap(({ notes }) => notes.map((note) => `Beside it: ${note}.`)),
    ...leftOut.map((words) => `Left out: ${words}.`),
  ];
  return { type: "paragraph", text: lines.join("\n") };
}
