import { zoned } from "../calendar/zoned.ts";
import type { EpisodeState } from "./episode.ts";

/** Everything that an alert tells. Texts are data: what of them is markup somewhere is the surface's business. */
export interface Alert {
  readonly episodeId: number;
  readonly conversation: string;
  /** "first-response" */
  readonly target: string;
  readonly policy: string;
  readonly state: EpisodeState;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly breachedAt: Date | null;
  readonly endedAt: Date | null;
  readonly channel: string | null;
  readonly team: string | null;
  readonly priority: string | null;
  readonly tags: readonly string[];
  readonly orders: readonly { readonly amount: number; readonly currency: string }[];
  readonly agent: string | null;
  readonly isOnShift: boolean | null;
  readonly lateNote: string | null;
  readonly acknowledgement: { readonly name: string; readonly until: Date | null } | null;
  readonly escalatedTo: readonly string[];
  /** Into the help desk; null where deskpulse.yaml names none. */
  readonly url: string | null;
}

/** "first response" */
export function promiseWords(target: string): string {
  return target.replaceAll("-", " ");
}

/** "14:05", with the date where it is not that of `now`: "14:05 on 2026-03-17". */
export function localTime(instant: Date, now: Date, timezone: string): string {
  const local = zoned(instant, timezone);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  const date = local.toPlainDate();
  return date.equals(zoned(now, timezone).toPlainDate()) ? time : `${time} on ${date.toString()}`;
}
