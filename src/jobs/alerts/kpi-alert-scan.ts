import type { AlertRoom } from "./alert-room.ts";
import { followKpiEpisodes } from "./kpi-alert-follow.ts";
import { lookAtKpiAlerts } from "./kpi-alert-looks.ts";
import { settleForgotten } from "./kpi-alert-settle.ts";

/**
 * Looks once at the KPI alerts that are due, and does what the time brings for those that fire. Any number of processes
 * may do so at once, and again after one that died.
 */
export async function scanKpiAlerts(room: AlertRoom): Promise<void> {
  const now = room.clock.now();
  await settleForgotten(room, now);
  await lookAtKpiAlerts(room, now);
  await followKpiEpisodes(room, now);
}
