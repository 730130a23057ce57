import type { ConversationAttributes, Credit } from "./rows.ts";

/** What a promise is about: the first reply, every further reply, the resolution. */
export const targetKinds = ["first-response", "next-response", "resolution"] as const;
export type TargetKind = (typeof targetKinds)[number];

/**
 * A clock, started by a turn or an episode with the policy, priority and calendar of that moment. Working time is that
 * of its calendar, elapsed time where its policy names none, without what is paused.
 */
export interface SlaClock {
  readonly kind: TargetKind;
  /** The number of the turn, or of the episode, that it measures: a replaced clock and its successor share it. */
  readonly ofNo: number;
  readonly policy: string;
  /** The same as long as all that decides its clocks is. */
  readonly policyVersion: string;
  readonly calendar: string | null;
  readonly priority: string | null;
  readonly targetMs: number;
  /** Working time of the same wait before this clock started, which counts towards its target. */
  readonly carriedMs: number;
  readonly startedAt: Date;
  /** By then it must be stopped; null while it is paused, and where its calendar never opens so long. */
  readonly dueAt: Date | null;
  /** When it came, or will come, near its due time, in order; of a stopped clock those that came before its end. */
  readonly warnAt: readonly Date[];
  readonly stoppedAt: Date | null;
  /** null while it runs; one that runs past its due time is as good as breached. */
  readonly ending: "met" | "breached" | "cancelled" | "replaced" | null;
  /** Since when it is paused; null unless it is. */
  readonly pausedAt: Date | null;
  /** For how long it was paused, in elapsed time; a pause that lasts is not in it. */
  readonly pausedMs: number;
  /** Working time when it stopped or was paused, what it carried included; null while it runs. */
  readonly workedMs: number | null;
}

/** One an SLA clock. Its priority is its own; its other attributes are the conversation's as last known. */
export interface SlaClockRow extends Omit<ConversationAttributes, "priority">, Credit, SlaClock {
  readonly no: number;
}

/** A moment that calls for somebody, of a clock that still runs. */
export interface SlaMomentRow {
  readonly no: number;
  readonly conversation: string | null;
  readonly clockNo: number;
  /** Of its clock, as are ofNo and policy. */
  readonly target: TargetKind;
  readonly ofNo: number;
  readonly policy: string;
  readonly kind: "warning" | "breach";
  readonly at: Date;
}
