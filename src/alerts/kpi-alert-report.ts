import type { Action, Report, Section } from "../messages/report.ts";
import type { KpiEpisode } from "../store/alert-episodes.ts";
import { detailsAction, takingActions } from "./alert-actions.ts";
import type { AlertReading } from "./alert-report.ts";
import { localTime } from "./alert-text.ts";
import { isOver } from "./episode.ts";
import type { KpiTold } from "./kpi-told.ts";
import { acknowledgementOf } from "./read-alert.ts";
import { signalOf } from "./signal-of.ts";
import { takenOn } from "./taken-on.ts";

/**
 * The living message of a KPI alert as it is now.
 *
 * @param escalatedTo what to call those who were told, in order
 */
export function kpiAlertReport(
  episode: KpiEpisode,
  escalatedTo: readonly string[],
  reading: AlertReading,
): Report {
  const told = toldOf(episode);
  const heading = `${headings[episode.state]}: ${what(told)}`;
  const isSettled = isOver(episode.state);
  const sections: Section[] = [
    {
      type: "heading",
      text: heading,
      subtitle: subtitle(told),
      ...signalOf({ state: episode.state, acknowledgement: acknowledgementOf(episode) }, reading.now),
    },
    { type: "paragraph", text: standing(episode, told, reading) },
    ...(isSettled
      ? []
      : [{ type: "highlights" as const, items: facts(episode, told, escalatedTo, reading) }]),
    { type: "actions", actions: actions(episode, told) },
    { type: "footnote", lines: notes(episode, told, reading) },
  ];
  return { summary: `${heading} (${subtitle(told)}). ${standing(episode, told, reading)}`, sections };
}

/** It was written by this program, as what is told of a KPI. */
function toldOf({ told }: KpiEpisode): KpiTold {
  return told as KpiTold;
}

const headings = { firing: "Firing", resolved: "Resolved", cancelled: "Settled" } as const;

function what({ title, name, condition }: KpiTold): string {
  return title ?? `${name} ${condition}`;
}

function subtitle({ title, name, condition, scope }: KpiTold): string {
  return [...(title === null ? [] : [`${name} ${condition}`]), ...scope].join(" · ");
}

function standing(episode: KpiEpisode, told: KpiTold, { now, timezone }: AlertReading): string {
  const at = (instant: Date | null) => (instant === null ? "" : localTime(instant, now, timezone));
  const since = `It fired at ${at(episode.breached_at)}`;
  const last = told.lastEventAt === null ? "" : ` The last event came at ${at(new Date(told.lastEventAt))}.`;
  switch (episode.state) {
    case "firing":
      return `${told.now}${last} ${since}${sinceWhen(episode, at)}.`;
    case "resolved":
      return `${told.now} ${since} with ${told.first} and cleared at ${at(episode.ended_at)}.`;
    case "cancelled":
      return `Nobody watches it any more. ${since} with ${told.first}.`;
    default:
      return episode.state satisfies never;
  }
}

/** A condition has to hold for a while before it fires. */
function sinceWhen({ started_at, breached_at }: KpiEpisode, at: (instant: Date) => string): string {
  if (breached_at === null || started_at >= breached_at) return "";
  return ` and has been so since ${at(started_at)}`;
}

function facts(episode: KpiEpisode, told: KpiTold, escalatedTo: readonly string[], reading: AlertReading) {
  const acknowledgement = acknowledgementOf(episode);
  const texts = [
    ...(acknowledgement ? [takenOn(acknowledgement, reading)] : []),
    ...(told.before === null ? [] : [`In the period before: ${told.before}`]),
    `When it fired: ${told.first}`,
    told.clears,
    ...(escalatedTo.length === 0 ? [] : [`Escalated to ${escalatedTo.join(", then ")}`]),
  ];
  return texts.map((text) => ({ tone: "neutral" as const, text }));
}

function actions({ episode_id, state }: KpiEpisode, { command }: KpiTold): readonly Action[] {
  const drillDown: readonly Action[] = command === null ? [] : [{ label: "Look at it", command }];
  const taking = isOver(state) ? [] : takingActions(episode_id);
  return [...taking, ...drillDown, detailsAction(episode_id)];
}

function notes(
  { late_note, episode_id }: KpiEpisode,
  { definition }: KpiTold,
  { timezone }: AlertReading,
): readonly string[] {
  return [
    ...(definition === null ? [] : [definition]),
    ...(late_note === null ? [] : [late_note]),
    `Alert ${episode_id} · times are those of ${timezone}`,
  ];
}
