import { acknowledgementOf } from "../../alerts/read-alert.ts";
import type { KpiEpisode } from "../../store/alert-episodes.ts";
import { claimKpiEpisodes } from "../../store/kpi-episodes.ts";
import { type Course, carryOn } from "./alert-carry-on.ts";
import { type AlertRoom, placesOfTargets, quietForEpisode } from "./alert-room.ts";

/** More do not fire at once, since a desk has so many alerts at most. */
const AT_ONCE = 100;

/** Does for KPI alerts that fire what the time brings: the end of a promise, of quiet hours, the next escalation. */
export async function followKpiEpisodes(room: AlertRoom, now: Date): Promise<void> {
  await room.db.transaction().execute(async (trx) => {
    const due = await claimKpiEpisodes(trx, room.accountId, now, AT_ONCE);
    const courses = due.map((episode) => courseOf(room, episode, now));
    await carryOn(room, trx, courses, now);
  });
}

function courseOf(room: AlertRoom, before: KpiEpisode, now: Date): Course {
  const alert = room.config.alerts.find(({ id }) => id === before.kpi_alert);
  const places = placesOfTargets(alert?.notify ?? []);
  const { state, breached_at: breachedAt, ended_at: endedAt } = before;
  return {
    before,
    episode: { state, breachedAt, endedAt, acknowledgement: acknowledgementOf(before) },
    columns: {},
    isMoved: false,
    history: [],
    places,
    escalationPlaces: places,
    steps: alert?.escalate ?? [],
    quiet: quietForEpisode(room, before, now),
    isOneOfMany: false,
  };
}
