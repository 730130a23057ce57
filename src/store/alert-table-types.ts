import type { Generated, JSONColumnType } from "kysely";

export interface AlertWatchTable {
  account_id: string;
  policy: string;
  moment: "warning" | "breach";
  /** What came before is nobody's business: it is not made up for. */
  known_since: Date;
  scanned_until: Date;
}

/** Read as `AlertEpisode`, which tells the two kinds apart. See alerts/episode.ts for what the states mean. */
export interface AlertEpisodeTable {
  account_id: string;
  episode_id: Generated<number>;
  kind: Generated<"wait" | "kpi">;
  /** Its id in deskpulse.yaml; null of a wait. */
  kpi_alert: string | null;
  /** What the message says of a KPI; null of a wait. */
  told: JSONColumnType<object> | null;
  /** null of a KPI, as are the next three and due_at. */
  conversation_id: string | null;
  /** Of the SLA clock, as is of_no: together they name the wait. */
  target: string | null;
  of_no: number | null;
  policy: string | null;
  channel: string | null;
  topic: string | null;
  product: string | null;
  team_id: string | null;
  agent_id: string | null;
  priority: string | null;
  state: "in-time" | "at-risk" | "breached" | "paused" | "firing" | "resolved" | "cancelled";
  /** When the customer wrote, or the KPI was first found to be where it should not be. */
  started_at: Date;
  due_at: Date | null;
  /** From when on people could know of it: later than it was noticed where that was in quiet hours. */
  told_at: Date;
  /** As told_at, of the first time that it was opened; null as long as they could not. */
  first_told_at: Date | null;
  /** Why it was noticed late, null where it was not. */
  late_note: string | null;
  /** Of a KPI: since when it fires. */
  breached_at: Date | null;
  ended_at: Date | null;
  /** Nobody is told before. */
  held_until: Date | null;
  /** Who took it on: an address, or the chat user. */
  acknowledged_by: string | null;
  acknowledged_name: string | null;
  acknowledged_at: Date | null;
  /** null although somebody took it on: for as long as it stays as it is. */
  acknowledged_until: Date | null;
  /** Kept whatever becomes of it, also where it is opened again: what once took so long did. */
  first_acknowledged_at: Date | null;
  /** Who took it on first, where that is an agent. */
  first_acknowledged_agent_id: string | null;
  /** From when people could know of it until then. */
  acknowledged_after_ms: number | null;
  escalated_to: Generated<string[]>;
  escalated_at: Date | null;
  escalate_at: Date | null;
  /** Grows with whatever its message has to show. */
  version: Generated<number>;
  /** All its messages are as they should be: nothing is to be done about them until it changes. */
  is_settled: Generated<boolean>;
}

export interface AlertPostTable {
  account_id: string;
  episode_id: number;
  platform: string;
  target: string;
  /** 0: the living message; -1: its history, in the thread of that; from 1 on: of its escalations. */
  no: number;
  delivery_id: string;
  /** Of the episode, as the message shows it. */
  shown_version: number;
  failed_updates: Generated<number>;
  /** null: it may be updated at any time, or never again where shown_version says so. */
  next_update_at: Date | null;
  /** Of the living message: whether its history goes into a thread. */
  has_thread: Generated<boolean>;
  /** Of an escalation: why, in words. */
  reason: string | null;
}

export interface AlertHistoryTable {
  account_id: string;
  episode_id: number;
  no: number;
  at: Date;
  text: string;
}
