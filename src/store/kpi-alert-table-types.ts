import type { Generated } from "kysely";

/** See alerts/kpi-alert-state.ts. */
export interface KpiAlertStateTable {
  account_id: string;
  /** As deskpulse.yaml calls it. */
  alert_id: string;
  /** What it is about; an alert that measures something else is another one. */
  measures: string;
  known_since: Date;
  next_look_at: Date;
  looked_at: Date | null;
  state: Generated<"idle" | "pending" | "firing">;
  /** Since when it is pending or fires. */
  since: Date | null;
  /** As found by the last look; null: not measured. */
  value: number | null;
  sample: number | null;
  /** The open one, while it fires. */
  episode_id: number | null;
  /** When its message was last made to say what was found. */
  shown_at: Date | null;
}
