import { type AlertEpisode, addHistory, changeEpisode, findEpisode } from "../../store/alert-episodes.ts";
import { OTHERS_MS } from "../../store/alert-watches.ts";
import { forgetOthers } from "../../store/kpi-alert-states.ts";
import { promiseAlert } from "./alert-messages.ts";
import type { AlertRoom } from "./alert-room.ts";
import { watchedAlerts } from "./watched-alerts.ts";

/** Settles what fires of alerts that the configuration has no more, or that are about something else now. */
export async function settleForgotten(room: AlertRoom, now: Date): Promise<void> {
  const since = new Date(now.getTime() - OTHERS_MS);
  await room.db.transaction().execute(async (trx) => {
    const forgotten = await forgetOthers(trx, room.accountId, watchedAlerts(room.config), since);
    for (const { episode_id } of forgotten) {
      const episode =
        episode_id === null ? undefined : await findEpisode(trx, room.accountId, episode_id, true);
      if (!episode || episode.ended_at !== null) continue;
      const change = { state: "cancelled", ended_at: now, escalate_at: null, held_until: null } as const;
      const settled: AlertEpisode = await changeEpisode(trx, episode, change, true);
      await addHistory(trx, settled, now, "nobody watches it any more");
      await promiseAlert(room, trx, settled, [], now);
    }
  });
}
