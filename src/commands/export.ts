import type { Dimension } from "../metrics/metric-query.ts";
import { AskBack } from "./ask-back.ts";
import { type Asked, askNumbers } from "./ask-numbers.ts";
import type { Command, CommandRequest } from "./command.ts";
import { type ExportFormat, exportFile } from "./export-file.ts";
import { askedOf, KPI_PERIOD } from "./kpi.ts";
import { MY_KPIS } from "./mystats.ts";
import { askedMetrics } from "./number-sections.ts";
import { type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { withFilters, withOwnScope } from "./scope.ts";
import { rowsOf, TEAM_TABLE_KPIS, withTeam } from "./teamstats.ts";
import { type Understood, understood } from "./understood.ts";

/** The command is called `export`, which is a word of the language. */
export const exportCommand: Command = {
  name: "export",
  summary: "Numbers as a file for Excel (xlsx or csv), to you alone",
  usage: "<kpi … | mystats | teamstats> [by <dimension>] [period] [csv] [team:… …]",
  examples: [
    "export csat by channel last month",
    "export mystats this week",
    "export teamstats last week csv",
  ],
  async run(request, room) {
    const grammar = { command: "export", period: KPI_PERIOD, flags: ["csv", "xlsx", "mystats", "teamstats"] };
    const asked = understood(request, room, grammar);
    const { name, query } = subject(request, room, asked);
    const told = await askNumbers(request, room, query);
    const format: ExportFormat = asked.question.flags.includes("csv") ? "csv" : "xlsx";
    const file = await exportFile(told, request.viewer, name, format);
    const hidden = told.hidden > 0 ? " Numbers of fewer than 4 people are left out." : "";
    const text = `Here is ${file.name}.${hidden}`;
    return {
      report: { summary: text, sections: [{ type: "paragraph", text }] },
      visibility: "personal",
      file,
    };
  },
};

interface Subject {
  readonly name: string;
  readonly query: Asked;
}

function subject(request: CommandRequest, room: Room, asked: Understood): Subject {
  const { question } = asked;
  if (question.flags.includes("mystats")) return mine(request, asked);
  if (question.flags.includes("teamstats")) return ofTeam(request, asked);
  if (question.metrics.length === 0)
    throw new AskBack("Which numbers?", [
      "export mystats",
      "export teamstats",
      "export csat by day last month",
    ]);
  const scoped = withOwnScope(request.viewer, withTime(question));
  return { name: question.metrics.join(" "), query: askedOf({ ...asked, question: scoped }, room) };
}

function mine({ viewer }: CommandRequest, asked: Understood): Subject {
  const { filters } = asked.question;
  if (filters.agent || filters.team || (viewer.agentId === null && viewer.refusal === null))
    throw new AskBack("mystats is of oneself alone. Others' numbers are exported like this:", [
      `export ${questionWords({ ...asked.question, metrics: ["response-time"], flags: [] })}`,
    ]);
  const question = withFilters(withTime(asked.question), { agent: [viewer.agentId ?? ""] });
  return { name: "mystats", query: medians(question, asked, MY_KPIS) };
}

function ofTeam(request: CommandRequest, asked: Understood): Subject {
  const question = withTeam(request, asked.question);
  const usual = rowsOf(request, question);
  const by: readonly Dimension[] = question.by.length > 0 || !usual ? question.by : [usual];
  const split = by.length > 0 ? { ...question, by } : withTime(question);
  return { name: "teamstats", query: medians(split, asked, TEAM_TABLE_KPIS) };
}

function medians(question: Question, { period }: Understood, metrics: readonly string[]): Asked {
  return {
    metrics: askedMetrics(metrics, question, () => "median"),
    by: question.by,
    filters: question.filters,
    period,
    ...(question.clock ? { clock: question.clock } : {}),
    notes: "none",
  };
}

/** One number is no file: without a dimension, a row a day. */
function withTime(question: Question): Question {
  return question.by.length > 0 ? question : { ...question, by: ["day"] };
}
