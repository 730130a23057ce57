import type { Action, Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { goalFor } from "../metrics/goal.ts";
import { type Dimension, dimensions } from "../metrics/metric-query.ts";
import { isTimeDimension } from "../metrics/time-axis.ts";
import { AskBack } from "./ask-back.ts";
import { type Asked, askNumbers, type Told } from "./ask-numbers.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { dataUpTo } from "./data-up-to.ts";
import { kpiSentence } from "./kpi-sentence.ts";
import {
  askedMetrics,
  chartOf,
  footnoteOf,
  headingOf,
  type Setting,
  tableOf,
  tilesOf,
} from "./number-sections.ts";
import { periodButtons } from "./period-buttons.ts";
import { type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { withOwnScope } from "./scope.ts";
import { type Understood, understood } from "./understood.ts";
import { comparisonOf } from "./versus.ts";

export const NOTHING_TO_SHOW = "There is nothing here that can be shown to you.";

/** More do not fit side by side. */
const MOST_KPIS = 6;
/** Their values stand in a message. */
export const KPI_PERIOD = "last 7 days";

export const kpi: Command = {
  name: "kpi",
  summary: "One KPI or several, split and narrowed as you like",
  usage: "<kpi> [by <dimension>] [period] [vs last year] [median] [team:… channel:… …]",
  examples: [
    "kpi csat by channel last week team:billing",
    "kpi first-response-time today",
    "kpi response-time median by agent this week",
    "kpi conversations-opened by day last 30 days vs last year",
  ],
  async run(request, room) {
    const asked = understood(request, room, { command: "kpi", period: KPI_PERIOD });
    const question = withOwnScope(request.viewer, asked.question);
    check(question);
    const scoped = { ...asked, question };
    return question.by.length === 0 ? await inAll(request, room, scoped) : await split(request, room, scoped);
  },
};

/** @throws AskBack for no KPI, and for more than a message shows */
function check({ metrics, by }: Question): void {
  if (metrics.length === 0)
    throw new AskBack("Which KPI? `kpis` lists them all. Some that are asked for often:", [
      "kpi first-response-time",
      "kpi csat",
      "kpi conversations-opened",
      "kpis",
    ]);
  if (metrics.length > MOST_KPIS || by.length > 2) {
    const fewer = { metrics: metrics.slice(0, MOST_KPIS), by: by.slice(0, 2) };
    throw new AskBack(`At most ${MOST_KPIS} KPIs by two dimensions fit into an answer:`, [
      `kpi ${questionWords({ filters: {}, flags: [], ...fewer })}`,
    ]);
  }
}

/** A question as the metrics take it: a duration by the statistic its goal is set on, unless another is asked for. */
export function askedOf({ question, period }: Understood, room: Room): Asked {
  const { metrics, by, filters, clock } = question;
  return {
    metrics: askedMetrics(metrics, question, (id) => goalFor(room.config.goals, id, filters)?.stat),
    by,
    filters,
    period,
    ...(clock ? { clock } : {}),
    ...comparisonOf(question),
    notes: "brief",
  };
}

async function inAll(request: CommandRequest, room: Room, asked: Understood): Promise<Answer> {
  const { viewer, now } = request;
  const { question, viewing } = asked;
  const [first = ""] = question.metrics;
  const [usual = "day"] = findMetric(first).chart.by;
  const isShort = asked.period.to.getTime() - asked.period.from.getTime() <= 2 * 86_400_000;
  const drawnBy = isTimeDimension(usual) && isShort ? "hour" : usual;
  const drawnQuestion = { ...question, metrics: [first], by: [drawnBy] };
  const [told, drawn, fresh] = await Promise.all([
    askNumbers(request, room, askedOf(asked, room)),
    drawing(request, room, { ...asked, question: drawnQuestion }),
    dataUpTo(room, now, viewing),
  ]);
  const setting: Setting = { viewer, viewing, room };
  const summary =
    told.results.map((result) => kpiSentence(result, told, setting)).join(" ") || NOTHING_TO_SHOW;
  const drill = (metric: string) =>
    `kpi ${questionWords({ ...question, metrics: [metric], by: ["channel"] })}`;
  const sections: Section[] = [
    headingOf(titleOf(question), told, setting),
    { type: "paragraph", text: summary },
    tilesOf(told, setting, drill),
    ...(drawn ? [chartOf(first, drawn, setting)] : []),
    { type: "actions", actions: actions(question) },
    ...footnoteOf([told], [fresh]),
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

/** The chart by time is an extra: a split that this KPI has not, or that tells of too few people, is left out. */
async function drawing(request: CommandRequest, room: Room, asked: Understood): Promise<Told | undefined> {
  const [metric = ""] = asked.question.metrics;
  const isOffered = asked.question.by.every((each) => findMetric(metric).dimensions.includes(each));
  if (!isOffered) return undefined;
  const told = await askNumbers(request, room, { ...askedOf(asked, room), notes: "none" }).catch(leftOut);
  return told?.results.some(({ value }) => value !== null) ? told : undefined;
}

function leftOut(error: unknown): undefined {
  if (error instanceof Error && error.name === "Refusal") return undefined;
  throw error;
}

async function split(request: CommandRequest, room: Room, asked: Understood): Promise<Answer> {
  const { viewer, now } = request;
  const { question, viewing } = asked;
  const [told, fresh] = await Promise.all([
    askNumbers(request, room, askedOf(asked, room)),
    dataUpTo(room, now, viewing),
  ]);
  const setting: Setting = { viewer, viewing, room };
  const [first = ""] = question.metrics;
  const [dimension] = question.by;
  const heading = headingOf(titleOf(question), told, setting);
  const table =
    dimension && question.by.length === 1 ? tableOf(told, dimension, question.metrics, setting) : undefined;
  const isEmpty = told.results.every(({ sample }) => sample === 0);
  const nothing = told.hidden > 0 ? NOTHING_TO_SHOW : "Nothing was found in this period.";
  const sections: Section[] = [
    heading,
    ...(isEmpty ? [{ type: "paragraph" as const, text: nothing }] : []),
    ...(table && table.rows.length > 0 ? [table] : []),
    ...(isEmpty ? [] : [chartOf(first, told, setting)]),
    { type: "actions", actions: actions(question) },
    ...footnoteOf([told], [fresh]),
  ];
  return { report: { summary: `${heading.text}, ${heading.subtitle}`, sections }, visibility: "personal" };
}

function titleOf({ metrics, by, statistic }: Question): string {
  const names = metrics.map((id) => findMetric(id).name).join(", ");
  const how = statistic ? ` (${statistic.replaceAll("-", " ")})` : "";
  return `${names}${how}${by.length > 0 ? ` by ${by.map((each) => each.replaceAll("-", " ")).join(" and ")}` : ""}`;
}

/** What may be asked next, from here. */
function actions(question: Question): readonly Action[] {
  const as = (changed: Partial<Question>) => `kpi ${questionWords({ ...question, ...changed })}`;
  const { versus, ...alone } = question;
  const against = versus === undefined ? as({ versus: "last year" }) : `kpi ${questionWords(alone)}`;
  return [
    ...periodButtons(question.period ?? KPI_PERIOD, (period) => as({ period })),
    { label: versus === undefined ? "Compare with last year" : "Compare with before", command: against },
    {
      label: "Split by …",
      options: [
        ...(question.by.length > 0 ? [{ label: "In all", command: as({ by: [] }) }] : []),
        ...splits(question).map((by) => ({
          label: `By ${by.replaceAll("-", " ")}`,
          command: as({ by: [by] }),
        })),
      ],
    },
    ...whys(question),
    { label: "Export", command: `export ${questionWords(question)}` },
  ];
}

function splits({ metrics, by }: Question): readonly Dimension[] {
  const shared = dimensions.filter((each) => metrics.every((id) => findMetric(id).dimensions.includes(each)));
  return shared.filter((each) => each !== "hour" && !by.includes(each));
}

function whys(question: Question): readonly Action[] {
  const command = (id: string) => `why ${questionWords({ ...question, metrics: [id], by: [] })}`;
  const [first, ...others] = question.metrics;
  if (first === undefined) return [];
  if (others.length === 0) return [{ label: "Why this number?", command: command(first), opens: "modal" }];
  const options = question.metrics.map((id) => ({ label: findMetric(id).name, command: command(id) }));
  return [{ label: "Why this number?", options, opens: "modal" }];
}
