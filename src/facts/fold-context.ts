import type { ConversationAttributes, EpisodeRow, SnoozeRow, TurnRow } from "./rows.ts";
import type { SlaClockRow } from "./sla-rows.ts";
import type { Moment } from "./timeline.ts";

/** Business hours of teams; null for a team, or its time, that no calendar covers. */
export interface BusinessTime {
  /** Milliseconds of [from, to) within business hours of the team; of the desk where `team` is null. */
  between(team: string | null, from: Date, to: Date): number | null;
  isOpen(team: string | null, at: Date): boolean | null;
  /** When so many milliseconds of business time after `from` have passed. */
  after(team: string | null, from: Date, ms: number): Date | null;
}

/** What is known of a conversation when its clocks are asked for. */
export interface ClockStory {
  readonly timeline: readonly Moment[];
  readonly attributes: ConversationAttributes;
  readonly turns: readonly TurnRow[];
  readonly episodes: readonly EpisodeRow[];
  readonly snoozes: readonly SnoozeRow[];
}

/** The SLA clocks of a conversation, in the order in which they started. */
export type SlaClocks = (story: ClockStory) => readonly SlaClockRow[];

/** What a fold depends on besides its events. */
export interface FoldContext {
  readonly businessTime: BusinessTime;
  readonly slaClocks: SlaClocks;
}

/** A desk without calendars and promises. */
export const plainFoldContext: FoldContext = {
  businessTime: { between: () => null, isOpen: () => null, after: () => null },
  slaClocks: () => [],
};
