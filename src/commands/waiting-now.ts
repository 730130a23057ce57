import { alertWords, kpiNow } from "../alerts/alert-words.ts";
import type { Action, Section, Table } from "../messages/report.ts";
import { type RunningClock, type SlaStatus, slaStatus } from "../metrics/sla-status.ts";
import { formatValue, type Locale } from "../metrics/wording.ts";
import { takesOn } from "../people/may-take-on.ts";
import type { AlertEpisode, KpiEpisode } from "../store/alert-episodes.ts";
import { openAlerts } from "../store/open-alerts.ts";
import { type WaitingTurn, waitingTurns } from "../store/waiting-turns.ts";
import { permitted } from "./ask-numbers.ts";
import type { Answer, CommandRequest } from "./command.ts";
import { conversationLink } from "./conversation-link.ts";
import { dataUpTo } from "./data-up-to.ts";
import { localMoment } from "./local-dates.ts";
import { takenBy, takingSelect } from "./open-alerts-answer.ts";
import { type Question, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { nameOf, scopeWords } from "./scope.ts";
import type { Viewing } from "./viewing.ts";

/** What somebody can do something about before it has changed. */
const MOST_ROWS = 15;
const MOST_KPI_ALERTS = 5;

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
    slaStatus(db, accountId, { teams, agents, channels, priorities, limit: MOST_ROWS }, now),
    dataUpTo(room, now, viewing),
  ]);
  const summary = sentence(waiting.total, waiting.turns[0], status, now, viewing.locale);
  const due = status.clocks.filter(({ state }) => state !== "paused");
  const alerts = await alertsOf(due, request, room);
  const sections: Section[] = [
    {
      type: "heading",
      text: "Waiting now",
      subtitle: `${scopeWords(request.viewer, question.filters)} · ${localMoment(now, now, viewing.timezone, viewing.locale)} · ${viewing.timezone}`,
    },
    { type: "paragraph", text: summary },
    ...kpiAlerts(alerts.kpis),
    ...(due.length > 0 ? [dueTable(due, alerts.waits, request, room, viewing)] : []),
    ...(waiting.total > 0 ? [waitingTable(waiting, request, room)] : []),
    {
      type: "actions",
      actions: [...takingSelect([...alerts.waits.values()], now), ...actions(request, question)],
    },
    { type: "footnote", lines: [fresh] },
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

interface Alerts {
  /** By what their clocks are of. */
  readonly waits: ReadonlyMap<string, AlertEpisode>;
  readonly kpis: readonly KpiEpisode[];
}

/** The alerts that are open for the clocks that are shown, and those of KPIs, as far as the viewer may take them on. */
async function alertsOf(
  clocks: readonly RunningClock[],
  { viewer }: CommandRequest,
  { db, accountId }: Room,
): Promise<Alerts> {
  const of = takesOn(viewer);
  if (of === "none") return { waits: new Map(), kpis: [] };
  const conversations = clocks.map(({ conversation }) => conversation);
  const [waits, kpis] = await Promise.all([
    openAlerts(db, accountId, { of, kind: "wait", conversations }, MOST_ROWS * 3),
    openAlerts(db, accountId, { of, kind: "kpi" }, MOST_KPI_ALERTS),
  ]);
  const isOfWait = (alert: AlertEpisode) => alert.kind === "wait";
  return {
    waits: new Map(
      waits.alerts.filter(isOfWait).map((alert) => [clockKey(alert.conversation_id, alert.target), alert]),
    ),
    kpis: kpis.alerts.filter((alert) => alert.kind === "kpi"),
  };
}

function clockKey(conversation: string, target: string): string {
  return JSON.stringify([conversation, target]);
}

/** KPIs that are where they should not be. */
function kpiAlerts(alerts: readonly KpiEpisode[]): readonly Section[] {
  if (alerts.length === 0) return [];
  const items = alerts.map((alert) => ({
    tone: "neutral" as const,
    text: `Alert ${alert.episode_id}, ${alertWords(alert)}: ${kpiNow(alert)}`,
  }));
  return [{ type: "highlights", items }];
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
  alerts: Alerts["waits"],
  { viewer, now }: CommandRequest,
  { config }: Room,
  { locale, timezone }: Viewing,
): Table {
  return {
    type: "table",
    title: "Promised",
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
  };
}

/** Its number, as `ack` takes it, and who is on it. */
function alertCell(alert: AlertEpisode | undefined, now: Date): string {
  if (!alert) return "–";
  const name = takenBy(alert, now);
  return name === null ? String(alert.episode_id) : `${alert.episode_id}, ${name}`;
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
