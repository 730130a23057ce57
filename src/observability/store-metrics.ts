import type { Kysely } from "kysely";
import { Gauge, type Registry } from "prom-client";
import { alertBacklog } from "../store/alert-backlog.ts";
import { backlog } from "../store/backlog.ts";
import type { Database } from "../store/tables.ts";
import { readWatermarks } from "../store/watermarks.ts";

/** What stands in the store, the same for every process on it; read when somebody asks. */
export function storeMetrics(
  registry: Registry,
  db: Kysely<Database>,
  accountId: string,
): { refresh(): Promise<void> } {
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge<T>({ name: `deskpulse_${name}`, help, labelNames, registers: [registry] });
  const up = gauge("store_up", "1 while the database answers, else 0");
  const lag = gauge("facts_lag_seconds", "Age of the oldest change of the log that is not in the facts yet");
  const changed = gauge("changed_subjects", "Changed subjects that wait to be folded into facts");
  const newest = gauge("source_newest_event_timestamp_seconds", "When the newest event happened", ["source"]);
  const arrival = gauge("source_last_arrival_timestamp_seconds", "When something last arrived", ["source"]);
  const unsettled = gauge("deliveries_unsettled", "Deliveries that are promised and not settled", [
    "platform",
    "state",
  ]);
  const overdue = gauge("deliveries_overdue_seconds", "How long the oldest unsettled delivery is due");
  const waiting = gauge("digests_waiting", "Digests that are due and not composed yet");
  const paused = gauge("targets_paused", "Channels that nothing is sent to, since they are gone");
  const frozen = gauge("changes_after_retention", "Subjects that changed after their events were dropped");
  const openAlerts = gauge("alerts_open", "Alerts that are open", ["kind", "state"]);
  const heldBack = gauge("alerts_held_back", "Open alerts that wait for the end of quiet hours");
  const failingEdits = gauge("alert_edits_failing", "Messages of alerts that could not be edited lately", [
    "platform",
  ]);
  const scanned = gauge("alert_scan_timestamp_seconds", "Until when all clocks were looked at");
  const looks = gauge(
    "kpi_alert_look_age_seconds",
    "How long ago the KPI alert that waits the longest was looked at",
  );
  const plain = [lag, changed, overdue, waiting, paused, frozen, heldBack, scanned, looks];
  const labelled = [newest, arrival, unsettled, openAlerts, failingEdits];
  return { refresh };

  async function refresh(): Promise<void> {
    // A source or a platform that is gone must not go on with its last value, nor anything while the store is away.
    for (const each of labelled) each.reset();
    try {
      await read();
      up.set(1);
    } catch {
      for (const each of plain) each.remove();
      for (const each of labelled) each.reset();
      up.set(0);
    }
  }

  async function read(): Promise<void> {
    const found = await backlog(db, accountId);
    lag.set(found.lagSeconds);
    changed.set(found.changedSubjects);
    overdue.set(found.overdueSeconds);
    waiting.set(found.digestsWaiting);
    paused.set(found.targetsPaused);
    frozen.set(found.changesAfterRetention);
    for (const { platform, state, count } of found.unsettled) unsettled.set({ platform, state }, count);
    for (const { source, newestEventAt, lastArrivalAt } of await readWatermarks(db, accountId)) {
      newest.set({ source }, newestEventAt.getTime() / 1000);
      arrival.set({ source }, lastArrivalAt.getTime() / 1000);
    }
    await readAlerts();
  }

  async function readAlerts(): Promise<void> {
    const found = await alertBacklog(db, accountId);
    heldBack.set(found.heldBack);
    if (found.oldestLookSeconds === null) looks.remove();
    else looks.set(Math.max(0, found.oldestLookSeconds));
    if (found.scannedUntil) scanned.set(found.scannedUntil.getTime() / 1000);
    else scanned.remove();
    for (const { kind, state, count } of found.open) openAlerts.set({ kind, state }, count);
    for (const { platform, count } of found.failingEdits) failingEdits.set({ platform }, count);
  }
}
