import type { Kysely } from "kysely";
import type { DeskConfig } from "../config/desk-config.ts";
import { alertStates } from "../store/kpi-alert-states.ts";
import type { Database } from "../store/tables.ts";
import { watchOf } from "./kpi-watch.ts";
import { tellKpi } from "./tell-kpi.ts";

/** How an alert of the configuration stands, by the last look at it. */
export interface KpiAlertStatus {
  readonly alert: string;
  /** "CSAT below 80 %" */
  readonly what: string;
  /** "team Billing", "last 24 hours" */
  readonly scope: readonly string[];
  /** unwatched: it tells nobody. unseen: no process has looked at it yet. */
  readonly state: "firing" | "pending" | "idle" | "unseen" | "unwatched";
  /** Since when it is firing or pending. */
  readonly since: Date | null;
  /** In the base of the KPI's unit, of a silence in seconds; null where it is not measured. */
  readonly value: number | null;
  readonly sample: number | null;
  /** "CSAT is 76 % from 25 ratings, below 80 %."; null where nobody has looked. */
  readonly found: string | null;
  readonly lookedAt: Date | null;
  /** The number of the alert that is open. */
  readonly episode: number | null;
}

/** Every alert of the configuration, in its order. */
export async function kpiAlertStatus(
  db: Kysely<Database>,
  accountId: string,
  config: DeskConfig,
): Promise<readonly KpiAlertStatus[]> {
  const states = new Map((await alertStates(db, accountId)).map((state) => [state.alert_id, state]));
  return config.alerts.map((alert) => {
    const watch = watchOf(config, alert);
    const row = alert.notify.length > 0 ? states.get(alert.id) : undefined;
    const { value = null, sample = null, looked_at: lookedAt = null } = row ?? {};
    const told = tellKpi(config, watch, { value, sample: sample ?? 0, lastEventAt: null });
    return {
      alert: alert.id,
      what: `${told.name} ${told.condition}`,
      scope: told.scope,
      state:
        alert.notify.length === 0 ? "unwatched" : lookedAt === null ? "unseen" : (row?.state ?? "unseen"),
      since: row?.since ?? null,
      value,
      sample,
      found: lookedAt === null || sample === null ? null : told.now,
      lookedAt,
      episode: row?.episode_id ?? null,
    };
  });
}
