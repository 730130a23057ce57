import type { FactColumns } from "./fact-table-types.ts";

/** See facts/sla-rows.ts for the meaning of the columns. */
export interface SlaClockTable extends FactColumns {
  no: number;
  kind: string;
  of_no: number;
  policy: string;
  policy_version: string;
  calendar: string | null;
  target_ms: number;
  carried_ms: number;
  started_at: Date;
  due_at: Date | null;
  warn_at: Date[];
  stopped_at: Date | null;
  ending: string | null;
  paused_at: Date | null;
  paused_ms: number;
  worked_ms: number | null;
}

/** Of clocks that still run only: what has to be noticed at an instant is found by it. */
export interface SlaMomentTable {
  account_id: string;
  subject: string;
  no: number;
  conversation_id: string | null;
  clock_no: number;
  /** Of its clock, whose kind it is, as are of_no and policy. */
  target: string;
  of_no: number;
  policy: string;
  kind: string;
  at: Date;
}
