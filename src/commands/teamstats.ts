import type { Action, Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { Dimension } from "../metrics/metric-query.ts";
import { AskBack } from "./ask-back.ts";
import { askNumbers } from "./ask-numbers.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { dataUpTo } from "./data-up-to.ts";
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
import { nameOf, withFilters } from "./scope.ts";
import { type Understood, understood } from "./understood.ts";
import { comparisonOf } from "./versus.ts";

/** What a team is told by; the second list stands in the table. */
const TEAM_KPIS: readonly string[] = [
  "conversations-opened",
  "first-response-time",
  "resolution-time",
  "csat",
  "conversations-closed",
  "open-conversations",
];
export const TEAM_TABLE_KPIS: readonly string[] = [
  "messages-sent",
  "response-time",
  "conversations-closed",
  "csat",
  "open-conversations",
];

const TEAM_PERIOD = "last 7 days";

export const teamstats: Command = {
  name: "teamstats",
  summary: "A team's numbers; for its lead with a row for each agent",
  usage: "[team] [period]",
  examples: ["teamstats", "teamstats billing last week", "teamstats today"],
  async run(request, room) {
    const asked = understood(request, room, { command: "teamstats", period: TEAM_PERIOD });
    if (asked.question.filters.agent || asked.question.by.length > 0)
      throw new AskBack(
        "teamstats tells of a whole team. One agent, or another split, is asked for like this:",
        [`kpi ${questionWords({ ...asked.question, metrics: ["response-time"] })}`],
      );
    return await answer(request, room, { ...asked, question: withTeam(request, asked.question) });
  },
};

/** A manager's team is the desk. */
export function withTeam({ viewer }: CommandRequest, question: Question): Question {
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  if (question.filters.team || isOpen) return question;
  if (viewer.teams.length === 0 && viewer.refusal === null)
    throw new AskBack("You are in no team yet. Your own numbers:", ["mystats"]);
  return withFilters(question, { team: viewer.teams });
}

/** Teams are compared on the whole desk, agents within a team; an agent sees the others only together. */
export function rowsOf({ viewer }: CommandRequest, { filters }: Question): Dimension | undefined {
  if (viewer.role === "agent") return undefined;
  return filters.team?.length === 1 ? "agent" : "team";
}

async function answer(request: CommandRequest, room: Room, asked: Understood): Promise<Answer> {
  const { viewer, now } = request;
  const { question, viewing, period } = asked;
  const of = (metrics: readonly string[], by: readonly Dimension[]) =>
    askNumbers(request, room, {
      metrics: askedMetrics(metrics, question, () => "median"),
      by,
      filters: question.filters,
      period,
      ...(question.clock ? { clock: question.clock } : {}),
      ...comparisonOf(question),
      notes: "none",
    });
  const rows = rowsOf(request, question);
  const isShort = period.to.getTime() - period.from.getTime() <= 2 * 86_400_000;
  const [told, listed, drawn, fresh] = await Promise.all([
    of(TEAM_KPIS, []),
    rows ? of(TEAM_TABLE_KPIS, [rows]) : undefined,
    viewer.role === "agent" && isShort ? undefined : of(["conversations-opened"], [isShort ? "hour" : "day"]),
    dataUpTo(room, now, viewing),
  ]);
  const setting: Setting = { viewer, viewing, room };
  const drill = (metric: string) =>
    `kpi ${questionWords({ ...question, metrics: [metric], by: ["channel"] })}`;
  const table = listed && rows ? tableOf(listed, rows, TEAM_TABLE_KPIS, setting) : undefined;
  const heading = headingOf(title(request, question), told, setting);
  const sections: Section[] = [
    heading,
    tilesOf(told, setting, drill),
    ...(table && table.rows.length > 0 ? [table] : []),
    ...(drawn ? [chartOf("conversations-opened", drawn, setting)] : []),
    { type: "actions", actions: actions(request, question) },
    ...footnoteOf([told, ...(drawn ? [drawn] : [])], ["Times are medians.", fresh]),
  ];
  return { report: { summary: `${heading.text}: ${heading.subtitle}`, sections }, visibility: "personal" };
}

function title({ viewer }: CommandRequest, { filters }: Question): string {
  const teams = filters.team ?? [];
  return teams.length === 0 ? "The whole desk" : teams.map((id) => nameOf(viewer, "team", id)).join(", ");
}

function actions(request: CommandRequest, question: Question): readonly Action[] {
  const as = (changed: Partial<Question>) => `teamstats ${questionWords({ ...question, ...changed })}`.trim();
  const { viewer } = request;
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  const others = viewer.directory.teams.filter(
    ({ id }) => (isOpen || viewer.teams.includes(id)) && !(question.filters.team ?? []).includes(id),
  );
  const { team: _team, ...elsewhere } = question.filters;
  const teams = [
    ...(isOpen && question.filters.team
      ? [{ label: "The whole desk", command: as({ filters: elsewhere }) }]
      : []),
    ...others.map(({ id, name }) => ({
      label: name,
      command: as({ filters: { ...elsewhere, team: [id] } }),
    })),
  ];
  return [
    ...periodButtons(question.period ?? TEAM_PERIOD, (period) => as({ period })),
    ...(viewer.agentId === null ? [] : [{ label: "Only me", command: `mystats ${mineWords(question)}` }]),
    ...(teams.length > 0 ? [{ label: "Another team …", options: teams }] : []),
    {
      label: "Why this number?",
      opens: "modal",
      options: TEAM_KPIS.map((id) => ({
        label: findMetric(id).name,
        command: `why ${whyWords(question, id)}`,
      })),
    },
    { label: "Export", command: `export teamstats ${questionWords(question)}`.trim() },
  ];
}

function mineWords({ filters, ...question }: Question): string {
  const { team: _team, agent: _agent, ...others } = filters;
  return questionWords({ ...question, period: question.period ?? TEAM_PERIOD, filters: others });
}

function whyWords(question: Question, id: string): string {
  const isDuration = findMetric(id).unit === "duration";
  const statistic = question.statistic ?? "median";
  return questionWords({ ...question, metrics: [id], ...(isDuration ? { statistic } : {}) });
}
