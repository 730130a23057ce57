import type { Generated } from "kysely";

export interface AlertWatchTable {
  account_id: string;
  policy: string;
  moment: "warning" | "breach";
  /** What came before is nobody's business: it is not made up for. */
  known_since: Date;
  scanned_until: Date;
}

/** See alerts/episode.ts for what the states mean. */
export interface AlertEpisodeTable {
  account_id: string;
  episode_id: Generated<number>;
  conversation_id: string;
  /** Of the SLA clock, as is of_no: together they name the wait. */
  target: string;
  of_no: number;
  policy: string;
  channel: string | null;
  team_id: string | null;
  agent_id: string | null;
  priority: string | null;
  state: "in-time" | "at-risk" | "breached" | "paused" | "resolved" | "cancelled";
  started_at: Date;
  due_at: Date | null;
  /** From when on people could know of it: later than it was noticed where that was in quiet hours. */
  told_at: Date;
  /** Why it was noticed late, null where it was not. */
  late_note: string | null;
  breached_at: Date | null;
  ended_at: Date | null;
  /** Nobody is told before. */
  held_until: Date | null;
  /** Who took it on: an address, or the chat user. */
  acknowledged_by: string | null;
  acknowledged_name: string | null;
  /** null although somebody took it on: for as long as it stays as it is. */
  acknowledged_until: Date | null;
  escalated_to: Generated<string[]>;
  escalated_at: Date | null;
  escalate_at: Date | null;
  /** Grows with whatever its message has to show. */
  version: Generated<number>;
}

export interface AlertPostTable {
  account_id: string;
  episode_id: number;
  platform: string;
  target: string;
  /** 0: the living message; others: of its escalations. */
  no: number;
  delivery_id: string;
  /** Of the episode, as the message shows it. */
  shown_version: number;
  failed_updates: Generated<number>;
  /** null: it may be updated at any time, or never again where shown_version says so. */
  next_update_at: Date | null;
}

export interface AlertHistoryTable {
  account_id: string;
  episode_id: number;
  no: number;
  at: Date;
  text: string;
}
