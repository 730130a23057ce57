import type { KpiAlertStatus } from "../alerts/kpi-alert-status.ts";
import { zoned } from "../calendar/zoned.ts";
import { textTable } from "./text-table.ts";

/** What `alerts status` prints to people. */
export function alertsStatusText(alerts: readonly KpiAlertStatus[], timezone: string): string {
  if (alerts.length === 0) return "deskpulse.yaml has no alerts.\n";
  const moment = (at: Date | null) =>
    at === null
      ? ""
      : zoned(at, timezone).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
  const table = textTable(
    ["alert", "state", "since", "number", "found", "looked at"].map((label) => ({ label, align: "left" })),
    alerts.map((one) => [
      one.alert,
      STATES[one.state],
      moment(one.since),
      one.episode === null ? "" : String(one.episode),
      one.found ?? `${one.what} (${one.scope.join(", ")})`,
      moment(one.lookedAt),
    ]),
  );
  return `${table}\n\nTimes are those of ${timezone}.\n`;
}

const STATES: Readonly<Record<KpiAlertStatus["state"], string>> = {
  firing: "firing",
  pending: "holds, but not for long enough",
  idle: "all is well",
  unseen: "not looked at yet: does `deskpulse start` run?",
  unwatched: "tells nobody: it has no notify",
};
