import type { Action, Section, Table } from "../messages/report.ts";
import { type RunningClock, type SlaStatus, slaStatus } from "../metrics/sla-status.ts";
import { formatValue, type Locale } from "../metrics/wording.ts";
import { type WaitingTurn, waitingTurns } from "../store/waiting-turns.ts";
import { AskBack } from "./ask-back.ts";
import { permitted } from "./ask-numbers.ts";
import { isBacktest } from "./backtest-question.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { conversationLink } from "./conversation-link.ts";
import { dataUpTo } from "./data-up-to.ts";
import { localMoment } from "./local-dates.ts";
import { filterKeys, type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { nameOf, scopeWords, withConversationScope } from "./scope.ts";
import { slaBacktest } from "./sla-backtest.ts";
import { understood } from "./understood.ts";
import type { Viewing } from "./viewing.ts";

/** What somebody can do something about before it has changed. */
const MOST_ROWS = 15;
const FILTERS: readonly string[] = ["team", "agent", "channel", "priority"];

export const sla: Command = {
  name: "sla",
  summary: "Who waits for a reply now and what is due; what a policy would have alerted",
  usage: "[team:… channel:… priority:… agent:…] | backtest <policy> [period]",
  examples: [
    "sla",
    "sla team:billing",
    "sla channel:chat agent:me",
    "sla backtest",
    "sla backtest last month",
  ],
  async run(request, room) {
    if (isBacktest(request.words)) return await slaBacktest(request, room);
    const asked = understood(request, room, { command: "sla", period: "today", flags: ["backtest"] });
    checkWords(asked.question);
    const question = withConversationScope(request.viewer, asked.question);
    return await answer(request, room, question, asked.viewing);
  },
};

/** @throws AskBack for what those who wait now cannot be asked by */
function checkWords({ metrics, by, period, filters }: Question): void {
  const wrong = filterKeys.find((key) => filters[key] && !FILTERS.includes(key));
  if (wrong === undefined && metrics.length === 0 && by.length === 0 && period === undefined) return;
  throw new AskBack(
    "sla tells who waits now, by team, agent, channel and priority. The past is asked for by KPIs:",
    ["sla", "kpi response-time by channel last week"],
  );
}

async function answer(
  request: CommandRequest,
  room: Room,
  question: Question,
  viewing: Viewing,
): Promise<Answer> {
  const { now } = request;
  const { team: teams, agent: agents, channel: channels, priority: priorities } = question.filters;
  await permitted(request, room, {
    metrics: ["waiting"],
    by: [],
    filters: question.filters,
    shows: "conversations",
  });
  const { db, accountId } = room;
  const [waiting, status, fresh] = await Promise.all([
    waitingTurns(db, accountId, { teams, agents, channels, priorities }, now, MOST_ROWS),
    slaStatus(db, accountId, { teams, agents, channels, limit: MOST_ROWS }, now),
    dataUpTo(room, now, viewing),
  ]);
  const summary = sentence(waiting.total, waiting.turns[0], status, now, viewing.locale);
  const due = status.clocks.filter(({ state }) => state !== "paused");
  const sections: Section[] = [
    {
      type: "heading",
      text: "Waiting now",
      subtitle: `${scopeWords(request.viewer, question.filters)} · ${localMoment(now, now, viewing.timezone, viewing.locale)} · ${viewing.timezone}`,
    },
    { type: "paragraph", text: summary },
    ...(due.length > 0 ? [dueTable(due, request, room, viewing)] : []),
    ...(waiting.total > 0 ? [waitingTable(waiting, request, room)] : []),
    { type: "actions", actions: actions(request, question) },
    { type: "footnote", lines: [fresh] },
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

function sentence(
  total: number,
  longest: WaitingTurn | undefined,
  { counts }: SlaStatus,
  now: Date,
  locale: Locale,
): string {
  const promised =
    counts.breached + counts["at-risk"] === 0
      ? ""
      : ` Of what was promised, ${counts.breached} ${counts.breached === 1 ? "is" : "are"} overdue and ${counts["at-risk"]} at risk.`;
  if (total === 0 || !longest) return `Nobody is waiting for a reply.${promised}`;
  const who = total === 1 ? "One customer is" : `${formatValue("count", total, { locale })} customers are`;
  return `${who} waiting for a reply, the longest for ${waited(longest.startedAt, now)}.${promised}`;
}

function waitingTable(
  { total, turns }: { readonly total: number; readonly turns: readonly WaitingTurn[] },
  { viewer, now }: CommandRequest,
  { config }: Room,
): Table {
  return {
    type: "table",
    title: "Waiting the longest",
    columns: ["Conversation", "Waits for", "Channel", "Priority", "Agent", "Team"].map((label) => ({
      label,
      align: label === "Waits for" ? "right" : "left",
    })),
    rows: turns.map(({ conversation, startedAt, channel, priority, agent, team }) => [
      conversation,
      waited(startedAt, now),
      channel ?? "–",
      priority ?? "–",
      agent === null ? "nobody" : nameOf(viewer, "agent", agent),
      team === null ? "–" : nameOf(viewer, "team", team),
    ]),
    rowLinks: turns.map(({ conversation }) => conversationLink(config, conversation)),
    omitted: total - turns.length,
  };
}

const states = { breached: "overdue", "at-risk": "at risk", running: "in time", paused: "paused" } as const;

function dueTable(
  clocks: readonly RunningClock[],
  { viewer, now }: CommandRequest,
  { config }: Room,
  { locale, timezone }: Viewing,
): Table {
  return {
    type: "table",
    title: "Promised",
    columns: ["Conversation", "What", "State", "Due", "Agent"].map((label) => ({ label, align: "left" })),
    rows: clocks.map(({ conversation, target, state, dueAt, agent }) => [
      conversation,
      target.replaceAll("-", " "),
      states[state],
      dueAt === null ? "–" : localMoment(dueAt, now, timezone, locale),
      agent === null ? "nobody" : nameOf(viewer, "agent", agent),
    ]),
    rowLinks: clocks.map(({ conversation }) => conversationLink(config, conversation)),
  };
}

function waited(since: Date, now: Date): string {
  return formatValue("duration", Math.max(0, (now.getTime() - since.getTime()) / 1000));
}

function actions({ viewer }: CommandRequest, question: Question): readonly Action[] {
  const line = (filters: Question["filters"]) => `sla ${questionWords({ ...question, filters })}`.trim();
  const { team: _team, agent: _agent, ...others } = question.filters;
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  const teams = viewer.directory.teams.filter(
    ({ id }) => viewer.role !== "agent" && (isOpen || viewer.teams.includes(id)),
  );
  return [
    { label: "Look again", command: line(question.filters) },
    ...(viewer.agentId === null || question.filters.agent
      ? []
      : [{ label: "Only mine", command: line({ ...others, agent: ["me"] }) }]),
    ...(teams.length > 1
      ? [
          {
            label: "Team …",
            options: teams.map(({ id, name }) => ({ label: name, command: line({ ...others, team: [id] }) })),
          },
        ]
      : []),
  ];
}
