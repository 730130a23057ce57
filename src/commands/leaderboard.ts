import type { Action, Section } from "../messages/report.ts";
import { findMetric } from "../metrics/catalogue.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import { formatValue, type Locale } from "../metrics/wording.ts";
import { AskBack } from "./ask-back.ts";
import { askLeaderboard, LEAST_SAMPLE, type Leaderboard, type Standing } from "./ask-leaderboard.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { localPeriod } from "./local-dates.ts";
import { type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { nameOf } from "./scope.ts";
import { type Understood, understood } from "./understood.ts";

const PERIOD = "last 30 days";
/** What can be compared fairly: not how much somebody did, which hours and absences decide. */
const KPIS = [
  "response-time",
  "first-response-time",
  "csat",
  "single-reply-resolution-rate",
  "reopened-rate",
];

export const leaderboard: Command = {
  name: "leaderboard",
  summary: "Who of a team does best, where the team wants to know",
  usage: "[team] [kpi] [period]",
  examples: ["leaderboard", "leaderboard csat last month", "leaderboard billing"],
  async run(request, room) {
    const asked = understood(request, room, { command: "leaderboard", period: PERIOD });
    const [metric = "response-time", ...others] = asked.question.metrics;
    if (others.length > 0 || !KPIS.includes(metric))
      throw new AskBack(
        "A leaderboard is of one KPI that does not depend on how long somebody worked:",
        KPIS.map((id) => `leaderboard ${questionWords({ ...asked.question, metrics: [id] })}`),
      );
    const team = teamOf(request, room, asked.question);
    const board = await askLeaderboard(request, room, { team, metric, period: asked.period });
    return answer(request, asked, { team, metric, board });
  },
};

/** @throws AskBack where it is not clear which team is meant */
function teamOf({ viewer }: CommandRequest, { config }: Room, question: Question): string {
  const { team, ...others } = question.filters;
  if (question.by.length > 0 || Object.values(others).some((values) => values !== undefined))
    throw new AskBack("A leaderboard is of a whole team.", ["leaderboard"]);
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  const own = isOpen ? Object.keys(config.teams).filter((id) => config.teams[id]?.leaderboard) : viewer.teams;
  const [only, ...more] = team ?? own;
  if (only !== undefined && more.length === 0) return only;
  if (only === undefined && viewer.refusal === null)
    throw new AskBack("No team has a leaderboard. Your own numbers:", ["mystats", "teamstats"]);
  throw new AskBack(
    "Which team?",
    (team ?? own).map((id) => `leaderboard ${questionWords({ ...question, filters: { team: [id] } })}`),
  );
}

interface Shown {
  readonly team: string;
  readonly metric: string;
  readonly board: Leaderboard;
}

function answer({ viewer }: CommandRequest, asked: Understood, { team, metric, board }: Shown): Answer {
  const { locale, timezone } = asked.viewing;
  const definition = findMetric(metric);
  const teamName = nameOf(viewer, "team", team);
  const [best] = board.first;
  const summary = best
    ? `${nameOf(viewer, "agent", best.agent)} leads ${teamName} in ${definition.name}: ${against(definition, best, locale)}.`
    : `Too few people of ${teamName} have ${LEAST_SAMPLE} ${definition.sampleOf[1]} or more for a leaderboard.`;
  const sections: Section[] = [
    {
      type: "heading",
      text: `${definition.name}, ${teamName}`,
      subtitle: `${localPeriod(asked.period, locale)} · ${timezone}`,
    },
    { type: "paragraph", text: summary },
    ...(best ? [firstTable(board, definition, viewer, locale)] : []),
    ...ownParagraph(board, definition, locale),
    { type: "actions", actions: actions(asked.question, team, metric) },
    {
      type: "footnote",
      lines: [
        `Held against what the team has on the same channels; from ${LEAST_SAMPLE} ${definition.sampleOf[1]} on. Only the first are named.`,
      ],
    },
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

function firstTable(
  { first }: Leaderboard,
  definition: MetricDefinition,
  viewer: CommandRequest["viewer"],
  locale: Locale,
): Section {
  return {
    type: "table",
    title: "The first",
    columns: [
      { label: "Place", align: "right" },
      { label: "Agent", align: "left" },
      { label: definition.name, align: "right" },
      { label: "Same channels, whole team", align: "right" },
      { label: "From", align: "left" },
    ],
    rows: first.map(({ place, agent, value, expected, sample }) => [
      String(place),
      nameOf(viewer, "agent", agent),
      formatValue(definition.unit, value, { locale }),
      formatValue(definition.unit, expected, { locale }),
      `${formatValue("count", sample, { locale })} ${definition.sampleOf[1]}`,
    ]),
  };
}

/** One's own place where it is in the better half; what one has in any case. */
function ownParagraph(
  { own }: Leaderboard,
  definition: MetricDefinition,
  locale: Locale,
): readonly Section[] {
  if (!own) return [];
  const place = own.place === null ? "" : `You are in place ${own.place}. `;
  return [{ type: "paragraph", text: `${place}Yours: ${against(definition, own, locale)}.` }];
}

function against(
  { unit }: MetricDefinition,
  { value, expected }: Pick<Standing, "value" | "expected">,
  locale: Locale,
): string {
  const [own, team] = [value, expected].map((one) => formatValue(unit, one, { locale }));
  return `${own}, where the team has ${team} on the same channels`;
}

function actions(question: Question, team: string, metric: string): readonly Action[] {
  const as = (changed: Partial<Question>) =>
    `leaderboard ${questionWords({ ...question, metrics: [metric], filters: { team: [team] }, ...changed })}`;
  return [
    { label: "Last month", command: as({ period: "last month" }) },
    {
      label: "Another KPI …",
      options: KPIS.map((id) => ({ label: findMetric(id).name, command: as({ metrics: [id] }) })),
    },
    { label: "My numbers", command: "mystats" },
  ];
}
