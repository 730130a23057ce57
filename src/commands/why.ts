import type { Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import type { MetricResult } from "../metrics/metric-result.ts";
import { wordSample } from "../metrics/wording.ts";
import { AskBack } from "./ask-back.ts";
import { askNumbers, type Told } from "./ask-numbers.ts";
import type { Command } from "./command.ts";
import { dataUpTo } from "./data-up-to.ts";
import { askedOf, KPI_PERIOD, NOTHING_TO_SHOW } from "./kpi.ts";
import { kpiSentence } from "./kpi-sentence.ts";
import { headingOf, type Setting } from "./number-sections.ts";
import { questionWords } from "./question.ts";
import { withOwnScope } from "./scope.ts";
import { understood } from "./understood.ts";

export const why: Command = {
  name: "why",
  summary: "Why a number is what it is: its meaning, and what is behind it",
  usage: "<kpi> [period] [team:… channel:… …]",
  examples: ["why csat last week team:billing", "why response-time today agent:me"],
  opensModal: () => true,
  async run(request, room) {
    const { viewer, now } = request;
    const asked = understood(request, room, { command: "why", period: KPI_PERIOD });
    const [metric, ...others] = asked.question.metrics;
    if (metric === undefined || others.length > 0)
      throw new AskBack("Which number? One at a time:", [
        ...asked.question.metrics.map((id) => `why ${questionWords({ ...asked.question, metrics: [id] })}`),
        ...(metric === undefined ? ["why csat", "why first-response-time"] : []),
      ]);
    const question = withOwnScope(viewer, { ...asked.question, by: [] });
    const scoped = { ...asked, question };
    const [told, fresh] = await Promise.all([
      askNumbers(request, room, { ...askedOf(scoped, room), notes: "all" }),
      dataUpTo(room, now, asked.viewing),
    ]);
    const setting: Setting = { viewer, viewing: asked.viewing, room };
    const definition = findMetric(metric);
    const summary =
      told.results.map((result) => kpiSentence(result, told, setting)).join(" ") || NOTHING_TO_SHOW;
    const sections: Section[] = [
      headingOf(definition.name, told, setting),
      { type: "paragraph", text: summary },
      { type: "paragraph", text: definition.definition },
      howTable(definition, told, setting),
      { type: "footnote", lines: [fresh] },
    ];
    return { report: { summary, sections }, visibility: "personal" };
  },
};

function howTable(definition: MetricDefinition, told: Told, { viewing }: Setting): Section {
  const { query, results } = told;
  const samples = results.flatMap((result) => wordSample(definition, result, viewing.locale) ?? []);
  const rows: [string, string][] = [
    ["Better is", definition.direction === "neutral" ? "neither way" : definition.direction],
    ["Counted at", definition.measurement.kind === "level" ? "the period's end, as a level" : definition.at],
    ["Time", query.clock === "business" ? "in business hours" : "elapsed, day and night"],
    ["Rests on", samples.join("; ") || "the count itself"],
    ["Left out", "merged and discarded conversations, and messages of bots and automations as replies"],
    ...noteRows(results),
  ];
  return {
    type: "table",
    title: "How it comes about",
    columns: [
      { label: "What", align: "left" },
      { label: "How", align: "left" },
    ],
    rows,
  };
}

function noteRows(results: readonly MetricResult[]): [string, string][] {
  return results.flatMap(({ notes }) => notes.map((note): [string, string] => ["Beside it", note]));
}
