import { measuresOf } from "../../alerts/kpi-watch.ts";
import type { DeskConfig } from "../../config/desk-config.ts";
import type { WatchedAlert } from "../../store/kpi-alert-states.ts";

/** The alerts on KPIs and sources of which somebody is to be told. */
export function watchedAlerts({ alerts }: Pick<DeskConfig, "alerts">): readonly WatchedAlert[] {
  return alerts
    .filter(({ notify }) => notify.length > 0)
    .map((alert) => ({ id: alert.id, measures: measuresOf(alert) }));
}
