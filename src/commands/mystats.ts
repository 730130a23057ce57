import type { Action, Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { Dimension } from "../metrics/metric-query.ts";
import { formatValue, type Locale } from "../metrics/wording.ts";
import { AskBack } from "./ask-back.ts";
import { type Asked, askNumbers, askTeamMedians } from "./ask-numbers.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { dataUpTo } from "./data-up-to.ts";
import { lookedAt } from "./looked-at.ts";
import { myDay } from "./my-day.ts";
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
import { withFilters } from "./scope.ts";
import { periodOf, type Understood, understood } from "./understood.ts";
import { comparisonOf } from "./versus.ts";

/** What an agent's own day is told by. */
export const MY_KPIS: readonly string[] = [
  "messages-sent",
  "response-time",
  "first-response-time",
  "conversations-closed",
  "csat",
  "open-conversations",
];

const MY_PERIOD = "today";

const SPLITS: readonly Dimension[] = ["channel", "topic", "hour-of-day", "day"];

export const mystats: Command = {
  name: "mystats",
  summary: "Your own numbers: today so far, unless you name another period",
  usage: "[period] [by <dimension>] [channel:…]",
  examples: [
    "mystats",
    "mystats this week",
    "mystats by channel last week",
    "mystats last month vs last year",
  ],
  async run(request, room) {
    const asked = understood(request, room, { command: "mystats", period: MY_PERIOD });
    checkOwn(request, asked.question);
    return asked.question.by.length > 0
      ? await split(request, room, asked)
      : await overview(request, room, asked);
  },
};

/** @throws AskBack where it is not about oneself */
function checkOwn({ viewer }: CommandRequest, question: Question): void {
  if (question.filters.team || question.filters.agent)
    throw new AskBack("mystats tells of you alone. Others' numbers are asked for like this:", [
      `kpi ${questionWords({ ...question, metrics: ["response-time"] })}`,
      "teamstats",
    ]);
  if (viewer.agentId === null && viewer.refusal === null)
    throw new AskBack("You answer no customers yourself, so there are no numbers of your own.", [
      "teamstats",
      "kpi conversations-opened by team",
    ]);
}

async function overview(request: CommandRequest, room: Room, asked: Understood): Promise<Answer> {
  const { viewer, now } = request;
  const { viewing, question } = asked;
  const isToday = asked.period.name === "today";
  const hourly = { ...asked.question, by: [isShort(asked) ? ("hour" as const) : ("day" as const)] };
  const week = { ...asked, period: periodOf("this week", request, room, viewing) };
  const [told, medians, drawn, ofWeek, fresh, looks] = await Promise.all([
    askNumbers(request, room, askedOf(request, asked, MY_KPIS)),
    askTeamMedians(request, room, { ...askedOf(request, asked, MY_KPIS), teams: viewer.teams }),
    askNumbers(request, room, askedOf(request, { ...asked, question: hourly }, ["messages-sent"])),
    isToday ? askNumbers(request, room, askedOf(request, week, MY_KPIS)) : undefined,
    dataUpTo(room, now, viewing),
    lookedAt(request, room, viewing),
  ]);
  const setting: Setting = { viewer, viewing, room };
  const summary = myDay(told, viewing.locale);
  const drill = (metric: string) =>
    `kpi ${questionWords({ ...mine(question), metrics: [metric], by: ["channel"] })}`;
  const sections: Section[] = [
    headingOf(`Your numbers, ${viewer.name}`, told, setting),
    { type: "paragraph", text: summary },
    tilesOf(told, setting, drill, (metric) => teamsMedian(metric, medians.get(metric), viewing.locale)),
    ...(ofWeek ? [{ type: "paragraph" as const, text: myDay(ofWeek, viewing.locale) }] : []),
    chartOf("messages-sent", drawn, setting),
    { type: "actions", actions: actions(question) },
    ...footnoteOf([told], ["Times are medians.", fresh, ...looks]),
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

async function split(request: CommandRequest, room: Room, asked: Understood): Promise<Answer> {
  const { viewer, now } = request;
  const { question, viewing } = asked;
  const [dimension] = question.by;
  if (!dimension || question.by.length > 1)
    throw new AskBack("mystats splits by one dimension at a time:", [
      `mystats ${questionWords({ ...question, by: question.by.slice(0, 1) })}`,
    ]);
  const metrics = MY_KPIS.filter((id) => findMetric(id).dimensions.includes(dimension));
  const [told, fresh] = await Promise.all([
    askNumbers(request, room, askedOf(request, asked, metrics)),
    dataUpTo(room, now, viewing),
  ]);
  const setting: Setting = { viewer, viewing, room };
  const table = tableOf(told, dimension, metrics, setting);
  const heading = headingOf(`Your numbers by ${dimension}, ${viewer.name}`, told, setting);
  const sections: Section[] = [
    heading,
    table.rows.length > 0 ? table : { type: "paragraph", text: "Nothing of yours in this period." },
    chartOf("messages-sent", told, setting),
    { type: "actions", actions: actions(question) },
    ...footnoteOf([told], ["Times are medians.", fresh]),
  ];
  return { report: { summary: `${heading.text}: ${heading.subtitle}`, sections }, visibility: "personal" };
}

/** Waits are medians unless said otherwise: one forgotten overnight says little of the day. */
function askedOf(
  { viewer }: CommandRequest,
  { question, period }: Understood,
  metrics: readonly string[],
): Asked {
  return {
    metrics: askedMetrics(metrics, question, () => "median"),
    by: question.by,
    filters: withFilters(question, { agent: [viewer.agentId ?? ""] }).filters,
    period,
    ...(question.clock ? { clock: question.clock } : {}),
    ...comparisonOf(question),
    notes: "none",
  };
}

function isShort({ period }: Understood): boolean {
  return period.to.getTime() - period.from.getTime() <= 2 * 86_400_000;
}

function teamsMedian(metric: string, value: number | undefined, locale: Locale): string | undefined {
  if (value === undefined) return undefined;
  return `your team's median: ${formatValue(findMetric(metric).unit, value, { locale })}`;
}

/** The same question to the commands that are not about oneself by themselves. */
function mine(question: Question): Question {
  return withFilters({ ...named(question), statistic: question.statistic ?? "median" }, { agent: ["me"] });
}

/** For other commands, which take another period where none is named. */
function named(question: Question): Question {
  return { ...question, period: question.period ?? MY_PERIOD };
}

function actions(question: Question): readonly Action[] {
  const as = (changed: Partial<Question>) => `mystats ${questionWords({ ...question, ...changed })}`.trim();
  const { statistic: _median, ...plain } = mine(question);
  return [
    ...periodButtons(question.period ?? MY_PERIOD, (period) => as({ period })),
    { label: "My team", command: `teamstats ${questionWords({ ...named(question), by: [] })}` },
    {
      label: "Split by …",
      options: [
        ...(question.by.length > 0 ? [{ label: "In all", command: as({ by: [] }) }] : []),
        ...SPLITS.map((by) => ({ label: `By ${by.replaceAll("-", " ")}`, command: as({ by: [by] }) })),
      ],
    },
    {
      label: "Why this number?",
      opens: "modal",
      options: MY_KPIS.map((id) => {
        const asked = findMetric(id).unit === "duration" ? mine(question) : plain;
        return {
          label: findMetric(id).name,
          command: `why ${questionWords({ ...asked, metrics: [id], by: [] })}`,
        };
      }),
    },
    { label: "Export", command: `export mystats ${questionWords({ ...named(question), flags: [] })}` },
  ];
}
