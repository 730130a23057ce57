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
  /** Of the customer, in the time to come. */
  readonly appointments: { readonly next: Date; readonly count: number } | null;
  readonly agent: string | null;
  readonly isOnShift: boolean | null;
  readonly lateNote: string | null;
  readonly acknowledgement: { readonly name: string; readonly until: Date | null } | null;
  /** What to call those who were told, in order. */
  readonly escalatedTo: readonly string[];
  /** Into the help desk; null where deskpulse.yaml names none. */
  readonly url: string | null;
}

/** "first response" */
export function promiseWords(target: string): string {
  return target.replaceAll("-", " ");
}

/** "14:05", with the date where it is not that of `now`, or where there is none: "14:05 on 2026-03-17". */
export function localTime(instant: Date, now: Date | undefined, timezone: string): string {
  const time = zoned(instant, timezone).toPlainTime().toString({ smallestUnit: "minute" });
  return now !== undefined && onOneDay([instant, now], timezone)
    ? time
    : `${time} on ${dayOf(instant, timezone)}`;
}

/** Else times are told with their dates: a message may be read on any day. */
export function onOneDay(instants: readonly Date[], timezone: string): boolean {
  return new Set(instants.map((instant) => dayOf(instant, timezone))).size <= 1;
}

function dayOf(instant: Date, timezone: string): string {
  return zoned(instant, timezone).toPlainDate().toString();
}
