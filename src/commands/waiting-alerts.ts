import { alertWords, kpiNow } from "../alerts/alert-words.ts";
import type { Section } from "../messages/report.ts";
import type { RunningClock } from "../metrics/sla-status.ts";
import { takesOn } from "../people/may-take-on.ts";
import type { AlertEpisode, KpiEpisode } from "../store/alert-episodes.ts";
import { openAlerts } from "../store/open-alerts.ts";
import type { CommandRequest } from "./command.ts";
import { takenBy } from "./open-alerts-answer.ts";
import type { Room } from "./room.ts";

const MOST_KPI_ALERTS = 5;
/** Each of the conversations that are shown may have three. */
const MOST_WAITS = 100;

/** Open alerts beside those who wait. */
export interface WaitingAlerts {
  /** By the key of their clock. */
  readonly waits: ReadonlyMap<string, AlertEpisode>;
  readonly kpis: readonly KpiEpisode[];
}

/** The alerts that are open for the clocks that are shown, and those of KPIs, as far as the viewer may take them on. */
export async function waitingAlerts(
  clocks: readonly RunningClock[],
  { viewer }: CommandRequest,
  { db, accountId }: Room,
): Promise<WaitingAlerts> {
  const of = takesOn(viewer);
  if (of === "none") return { waits: new Map(), kpis: [] };
  const conversations = clocks.map(({ conversation }) => conversation);
  const [waits, kpis] = await Promise.all([
    openAlerts(db, accountId, { of, kind: "wait", conversations }, MOST_WAITS),
    openAlerts(db, accountId, { of, kind: "kpi" }, MOST_KPI_ALERTS),
  ]);
  const isOfWait = (alert: AlertEpisode) => alert.kind === "wait";
  return {
    waits: new Map(
      waits.alerts.filter(isOfWait).map((alert) => [clockKey(alert.conversation_id, alert.target), alert]),
    ),
    kpis: kpis.alerts.filter((alert) => alert.kind === "kpi"),
  };
}

/** A wait has one clock that runs. */
export function clockKey(conversation: string, target: string): string {
  return JSON.stringify([conversation, target]);
}

/** KPIs that are where they should not be. */
export function kpiAlertLines(alerts: readonly KpiEpisode[]): readonly Section[] {
  if (alerts.length === 0) return [];
  const items = alerts.map((alert) => ({
    tone: "neutral" as const,
    text: `Alert ${alert.episode_id}, ${alertWords(alert)}: ${kpiNow(alert)}`,
  }));
  return [{ type: "highlights", items }];
}

/** Its number, as `ack` takes it, and who is on it. */
export function alertCell(alert: AlertEpisode | undefined, now: Date): string {
  if (!alert) return "–";
  const name = takenBy(alert, now);
  return name === null ? String(alert.episode_id) : `${alert.episode_id}, ${name}`;
}
