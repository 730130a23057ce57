import type { Action, Report, Section } from "../messages/report.ts";
import { formatValue } from "../metrics/wording.ts";
import { detailsAction, takingActions } from "./alert-actions.ts";
import { type Alert, localTime, onOneDay, promiseWords } from "./alert-text.ts";
import { isOver } from "./episode.ts";
import { signalOf } from "./signal-of.ts";
import { takenOn } from "./taken-on.ts";

/** When and where it is read. */
export interface AlertReading {
  readonly now: Date;
  /** IANA: that of the desk, since a channel has readers in many. */
  readonly timezone: string;
}

/** The living message of an episode as it is now. */
export function alertReport(alert: Alert, reading: AlertReading): Report {
  const heading = headings[alert.state];
  const isSettled = isOver(alert.state);
  const sections: Section[] = [
    {
      type: "heading",
      text: `${heading}: ${promiseWords(alert.target)}`,
      subtitle: subtitle(alert),
      ...signalOf(alert, reading.now),
    },
    { type: "paragraph", text: standing(alert, reading) },
    ...(isSettled ? [] : [{ type: "highlights" as const, items: facts(alert, reading) }]),
    { type: "actions", actions: actions(alert, isSettled) },
    { type: "footnote", lines: notes(alert, reading) },
  ];
  return { summary: `${heading}: ${what(alert)}. ${standing(alert, reading, true)}`, sections };
}

const headings = {
  "in-time": "No longer at risk",
  "at-risk": "At risk",
  breached: "Overdue",
  paused: "Paused",
  resolved: "Resolved",
  cancelled: "Settled",
} as const;

function what({ conversation, target }: Alert): string {
  return `${promiseWords(target)} of conversation ${conversation}`;
}

function subtitle({ conversation, channel, team, priority, policy }: Alert): string {
  const parts = [
    `conversation ${conversation}`,
    ...(channel === null ? [] : [channel]),
    ...(team === null ? [] : [`team ${team}`]),
    ...(priority === null ? [] : [`priority ${priority}`]),
    `policy ${policy}`,
  ];
  return parts.join(" · ");
}

/** @param isToast read at once, so that it may say how long there is: in a message that stands that is soon wrong */
function standing(alert: Alert, reading: AlertReading, isToast = false): string {
  const { state, startedAt, dueAt, breachedAt, endedAt } = alert;
  const { timezone } = reading;
  const now = onOneDay([startedAt, reading.now], timezone) ? reading.now : undefined;
  const at = (instant: Date | null) => (instant === null ? "" : localTime(instant, now, timezone));
  const since = `The customer has been waiting since ${at(startedAt)}`;
  switch (state) {
    case "at-risk":
      if (dueAt === null) return `${since}.`;
      return `${since}; it is due at ${at(dueAt)}${isToast ? `, in ${span(reading.now, dueAt)}` : ""}.`;
    case "breached":
      return `${since}; it was due at ${at(breachedAt)}.`;
    case "in-time":
      return dueAt === null ? `${since}.` : `${since}; it is due at ${at(dueAt)} now.`;
    case "paused":
      return `${since}; the clock stands still while the conversation is snoozed.`;
    case "resolved":
      return breachedAt === null
        ? `It came at ${at(endedAt)}, in time.`
        : `It came at ${at(endedAt)}, ${span(breachedAt, endedAt ?? reading.now)} after it was due at ${at(breachedAt)}.`;
    case "cancelled":
      return "Nothing is promised there any more.";
    default:
      return state satisfies never;
  }
}

/** What there is to be done about it, the most pressing first. */
function facts(alert: Alert, reading: AlertReading) {
  const { agent, isOnShift, tags, acknowledgement, escalatedTo } = alert;
  const shift = isOnShift === null ? "" : isOnShift ? ", on shift" : ", not on shift";
  const stake = atStake(alert, reading);
  const texts = [
    ...(acknowledgement ? [takenOn(acknowledgement, reading)] : []),
    agent === null ? "Assigned to nobody" : `Assigned to ${agent}${shift}`,
    ...(stake.length === 0 ? [] : [`At stake: ${stake.join("; ")}`]),
    ...(tags.length === 0
      ? []
      : [`Tags: ${tags.slice(0, MOST_TAGS).join(", ")}${andMore(tags.length - MOST_TAGS)}`]),
    ...(escalatedTo.length === 0 ? [] : [`Escalated to ${escalatedTo.join(", then ")}`]),
  ];
  return texts.map((text) => ({ tone: "neutral" as const, text }));
}

function atStake({ orders, appointments }: Alert, { timezone }: AlertReading): readonly string[] {
  const sums = orders.map(({ amount, currency }) => formatValue("money", amount, { currency }));
  const told = sums.slice(0, MOST_CURRENCIES).join(" and ");
  const more = sums.length > MOST_CURRENCIES ? " and in other currencies" : "";
  const next = appointments && localTime(appointments.next, undefined, timezone);
  return [
    ...(sums.length === 0 ? [] : [`${told}${more} ordered in the conversation`]),
    ...(appointments ? [`appointment at ${next}${andMore(appointments.count - 1)}`] : []),
  ];
}

function andMore(count: number): string {
  return count > 0 ? `, and ${count} more` : "";
}

const MOST_TAGS = 8;
const MOST_CURRENCIES = 3;

function actions({ episodeId, url }: Alert, isSettled: boolean): readonly Action[] {
  const link: readonly Action[] = url === null ? [] : [{ label: "Open", url }];
  return [...(isSettled ? [] : takingActions(episodeId)), ...link, detailsAction(episodeId)];
}

function notes({ lateNote, episodeId }: Alert, { timezone }: AlertReading): readonly string[] {
  return [...(lateNote === null ? [] : [lateNote]), `Alert ${episodeId} · times are those of ${timezone}`];
}

function span(from: Date, to: Date): string {
  return formatValue("duration", Math.max(0, (to.getTime() - from.getTime()) / 1000));
}
