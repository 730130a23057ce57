import type { AlertEpisode, KpiEpisode } from "../store/alert-episodes.ts";
import { promiseWords } from "./alert-text.ts";
import type { KpiTold } from "./kpi-told.ts";

/** An alert in a few words: "first response of 4711", "CSAT below 80 %". */
export function alertWords(episode: AlertEpisode): string {
  if (episode.kind === "wait") return `${promiseWords(episode.target)} of ${episode.conversation_id}`;
  const { title, name, condition, scope } = kpiTold(episode);
  return title ?? [`${name} ${condition}`, ...scope.slice(0, 1)].join(", ");
}

/** What the last look at a KPI found, in a sentence. */
export function kpiNow(episode: KpiEpisode): string {
  return kpiTold(episode).now;
}

/** "overdue", "firing" */
export function stateWord({ state }: AlertEpisode): string {
  return states[state];
}

const states = {
  "in-time": "in time",
  "at-risk": "at risk",
  breached: "overdue",
  paused: "paused",
  firing: "firing",
  resolved: "resolved",
  cancelled: "settled",
} as const;

/** It was written by this program, as what is told of a KPI. */
function kpiTold({ told }: KpiEpisode): KpiTold {
  return told as KpiTold;
}
