import { alertWords, stateWord } from "../alerts/alert-words.ts";
import { isSilent } from "../alerts/episode.ts";
import { acknowledgementOf } from "../alerts/read-alert.ts";
import type { Action, Section } from "../messages/report.ts";
import { formatValue } from "../metrics/wording.ts";
import { takesOn } from "../people/may-take-on.ts";
import type { AlertEpisode } from "../store/alert-episodes.ts";
import { openAlerts } from "../store/open-alerts.ts";
import type { Answer, CommandRequest } from "./command.ts";
import { conversationLink } from "./conversation-link.ts";
import { localMoment } from "./local-dates.ts";
import type { Filters } from "./question.ts";
import { Refusal } from "./refusal.ts";
import type { Room } from "./room.ts";
import { scopeWords } from "./scope.ts";
import { type Viewing, viewingOf } from "./viewing.ts";

/** Nobody takes on more at once. */
const MOST_ROWS = 10;

/**
 * The open alerts that whoever asks may take on, the oldest first.
 *
 * @param filters only those of teams or agents
 * @throws Refusal where the viewer may take on none whatever
 */
export async function openAlertsAnswer(
  request: CommandRequest,
  room: Room,
  { team: teams, agent: agents }: Filters = {},
): Promise<Answer> {
  const { viewer, now } = request;
  const viewing = viewingOf(request, room);
  const of = takesOn(viewer);
  if (of === "none") {
    const { reason = "You are nobody deskpulse knows.", ask = [], remedy = null } = viewer.refusal ?? {};
    throw new Refusal({ reason, ask, remedy });
  }
  const { total, alerts } = await openAlerts(room.db, room.accountId, { of, teams, agents }, MOST_ROWS);
  const about = { ...(teams && { team: teams }), ...(agents && { agent: agents }) };
  const isNarrowed = teams !== undefined || agents !== undefined;
  const summary = sentence(total, of === "all" || isNarrowed, viewing);
  const sections: Section[] = [
    { type: "heading", text: "Open alerts", ...(isNarrowed && { subtitle: scopeWords(viewer, about) }) },
    { type: "paragraph", text: summary },
    ...(total > 0 ? [table(alerts, total, room, now, viewing)] : []),
    { type: "actions", actions: [...takingSelect(alerts, now), ...lookingSelect(alerts), waiting] },
  ];
  return { report: { summary, sections }, visibility: "personal" };
}

const waiting: Action = { label: "Who waits now", command: "sla" };

/** Takes one of those on that nobody is on. */
export function takingSelect(alerts: readonly AlertEpisode[], now: Date): readonly Action[] {
  const free = alerts.filter((alert) => !isSilent({ acknowledgement: acknowledgementOf(alert) }, now));
  const options = free.map((alert) => ({
    label: `${alert.episode_id}: ${alertWords(alert)}`,
    command: `ack ${alert.episode_id} 30m`,
  }));
  return options.length > 0 ? [{ label: "I'm on it for 30 min …", options }] : [];
}

/** Who is on it, or says that it is fine; null where nobody is. */
export function takenBy(alert: AlertEpisode, now: Date): string | null {
  const acknowledgement = acknowledgementOf(alert);
  return acknowledgement && isSilent({ acknowledgement }, now) ? acknowledgement.name : null;
}

function lookingSelect(alerts: readonly AlertEpisode[]): readonly Action[] {
  const options = alerts.map((alert) => ({
    label: `${alert.episode_id}: ${alertWords(alert)}`,
    command: `ack ${alert.episode_id}`,
  }));
  return options.length > 0 ? [{ label: "Look at …", opens: "modal", options }] : [];
}

function sentence(total: number, isAll: boolean, { locale }: Viewing): string {
  const whose = isAll ? "" : " of your teams or assigned to you";
  if (total === 0) return `No alert${whose} is open.`;
  if (total === 1) return `One alert${whose} is open.`;
  return `${formatValue("count", total, { locale })} alerts${whose} are open.`;
}

function table(
  alerts: readonly AlertEpisode[],
  total: number,
  { config }: Room,
  now: Date,
  viewing: Viewing,
): Section {
  return {
    type: "table",
    title: "The oldest first",
    columns: ["Alert", "What", "How it stands", "Taken on by"].map((label) => ({ label, align: "left" })),
    rows: alerts.map((alert) => [
      String(alert.episode_id),
      alertWords(alert),
      standing(alert, now, viewing),
      takenBy(alert, now) ?? "nobody",
    ]),
    rowLinks: alerts.map((alert) =>
      alert.kind === "wait" ? conversationLink(config, alert.conversation_id) : null,
    ),
    omitted: total - alerts.length,
  };
}

/** "overdue since 11:00", "at risk, due 11:10", "firing since 10:30" */
function standing(alert: AlertEpisode, now: Date, { locale, timezone }: Viewing): string {
  const { breached_at: since, due_at: due } = alert;
  const at = (instant: Date) => localMoment(instant, now, timezone, locale);
  if (since !== null) return `${stateWord(alert)} since ${at(since)}`;
  return due === null ? stateWord(alert) : `${stateWord(alert)}, due ${at(due)}`;
}
