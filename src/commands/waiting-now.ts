import type { Action, Section, Table } from "../messages/report.ts";
import { type RunningClock, type SlaStatus, slaStatus } from "../metrics/sla-status.ts";
import { formatValue, type Locale } from "../metrics/wording.ts";
import { type WaitingTurn, waitingTurns } from "../store/waiting-turns.ts";
import { permitted } from "./ask-numbers.ts";
import type { Answer, CommandRequest } from "./command.ts";
import { conversationLink } from "./conversation-link.ts";
import { dataUpTo } from "./data-up-to.ts";
import { localMoment } from "./local-dates.ts";
import { takingSelect } from "./open-alerts-answer.ts";
import { type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { nameOf, scopeWords } from "./scope.ts";
import type { Viewing } from "./viewing.ts";
import { alertCell, clockKey, kpiAlertLines, type WaitingAlerts, waitingAlerts } from "./waiting-alerts.ts";

/** What somebody can do something about before it has changed. */
const MOST_ROWS = 15;
/** Where nothing is in danger: what comes next. */
const MOST_NEXT = 5;
/** What is in danger may be due after much that is not. */
const MOST_CLOCKS = 200;

interface Asked {
  /** Within what the viewer may see. */
  readonly question: Question;
  readonly viewing: Viewing;
}

/**
 * Who waits for a reply now, what is due, and which alerts are open, with their numbers.
 *
 * @throws Refusal
 */
export async function waitingNow(request: CommandRequest, room: Room, asked: Asked): Promise<Answer> {
  const { question, viewing } = asked;
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
    slaStatus(db, accountId, { teams, agents, channels, priorities, limit: MOST_CLOCKS }, now),
    dataUpTo(room, now, viewing),
  ]);
  const summary = sentence(waiting.total, waiting.turns[0], status, now, viewing.locale);
  const due = shownClocks(status);
  const alerts = await waitingAlerts(due, request, room);
  const sections: Section[] = [
    {
      type: "heading",
      text: "Waiting now",
      subtitle: `${scopeWords(request.viewer, question.filters)} · ${localMoment(now, now, viewing.timezone, viewing.locale)} · ${viewing.timezone}`,
    },
    { type: "paragraph", text: summary },
    ...kpiAlertLines(alerts.kpis),
    ...(due.length > 0
      ? [dueTable({ clocks: due, counts: status.counts, alerts: alerts.waits }, request, room, viewing)]
      : []),
    ...(waiting.total > 0 ? [waitingTable(waiting, request, room)] : []),
    {
      type: "actions",
      actions: [...takingSelect([...alerts.waits.values()], now), ...actions(request, question)],
    },
    { type: "footnote", lines: [fresh] },
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

/** What is overdue or at risk; where nothing is, what is due next. */
function shownClocks({ clocks }: SlaStatus): readonly RunningClock[] {
  const inDanger = clocks.filter(({ state }) => state === "breached" || state === "at-risk");
  if (inDanger.length > 0) return inDanger.slice(0, MOST_ROWS);
  return clocks.filter(({ state }) => state === "running").slice(0, MOST_NEXT);
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

interface Due {
  readonly clocks: readonly RunningClock[];
  readonly counts: SlaStatus["counts"];
  readonly alerts: WaitingAlerts["waits"];
}

function dueTable(
  { clocks, counts, alerts }: Due,
  { viewer, now }: CommandRequest,
  { config }: Room,
  { locale, timezone }: Viewing,
): Table {
  return {
    type: "table",
    title: counts.breached + counts["at-risk"] > 0 ? "Overdue and at risk" : "Due next",
    columns: ["Conversation", "What", "State", "Due", "Agent", "Alert"].map((label) => ({
      label,
      align: "left",
    })),
    rows: clocks.map(({ conversation, target, state, dueAt, agent }) => [
      conversation,
      target.replaceAll("-", " "),
      states[state],
      dueAt === null ? "–" : localMoment(dueAt, now, timezone, locale),
      agent === null ? "nobody" : nameOf(viewer, "agent", agent),
      alertCell(alerts.get(clockKey(conversation, target)), now),
    ]),
    rowLinks: clocks.map(({ conversation }) => conversationLink(config, conversation)),
    omitted: counts.breached + counts["at-risk"] + counts.running - clocks.length,
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
