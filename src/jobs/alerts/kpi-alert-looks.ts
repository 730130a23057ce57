import type { Kysely } from "kysely";
import { idle, isMeasured, judge } from "../../alerts/kpi-alert-state.ts";
import { watchOf } from "../../alerts/kpi-watch.ts";
import { measureWatch } from "../../alerts/measure-watch.ts";
import {
  changeAlertState,
  claimAlert,
  type KpiAlertState,
  rememberAlerts,
} from "../../store/kpi-alert-states.ts";
import type { Database } from "../../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";
import { clearKpiEpisode, fireKpiEpisode, type KpiLook, retellKpiEpisode } from "./kpi-alert-episode.ts";
import { watchedAlerts } from "./watched-alerts.ts";

const MINUTE_MS = 60_000;

/** Looks at each KPI alert that is due: once a minute, whichever process does. */
export async function lookAtKpiAlerts(room: AlertRoom, now: Date): Promise<void> {
  const watched = watchedAlerts(room.config);
  if (watched.length === 0) return;
  await rememberAlerts(room.db, room.accountId, watched, now);
  for (let looks = 0; looks < watched.length; looks++) {
    if (!(await lookAtNext(room, now))) return;
  }
}

/** Whether there was one; one alert that cannot be looked at holds up no other. */
async function lookAtNext(room: AlertRoom, now: Date): Promise<boolean> {
  let claimed: KpiAlertState | undefined;
  try {
    return await room.db.transaction().execute(async (trx) => {
      claimed = await claimAlert(trx, room.accountId, watchedAlerts(room.config), now);
      if (claimed) await look(room, trx, claimed, now);
      return claimed !== undefined;
    });
  } catch (error) {
    if (!claimed) throw error;
    const { alert_id: alert } = claimed;
    await changeAlertState(room.db, claimed, { next_look_at: new Date(now.getTime() + MINUTE_MS) });
    room.logger.error({ err: error, alert }, "A KPI alert could not be looked at; it is tried again");
    return true;
  }
}

/** Whole minutes are looked at, so that what is found does not depend on who looks, nor on when in a minute. */
async function look(room: AlertRoom, trx: Kysely<Database>, state: KpiAlertState, now: Date): Promise<void> {
  const alert = room.config.alerts.find(({ id }) => id === state.alert_id);
  if (!alert) return;
  const at = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const watch = watchOf(room.config, alert);
  const desk = { accountId: room.accountId, config: room.config, knownSince: state.known_since };
  const found = await measureWatch(trx, desk, watch, at);
  const before = state.state === "idle" ? idle : { state: state.state, since: state.since };
  const { memory, happened, heldSince } = judge(before, found, watch.rule, at);
  const one: KpiLook = { watch, found, at, now };
  const episode = await episodeOf(room, trx, state, one, { happened, heldSince });
  await changeAlertState(trx, state, {
    next_look_at: new Date(at.getTime() + MINUTE_MS),
    looked_at: at,
    state: memory.state,
    since: memory.since,
    value: found && isMeasured(found, watch.rule) ? found.value : null,
    sample: found?.sample ?? null,
    ...episode,
  });
}

/** Which episode is open after a look, and when its message was last made to say what was found. */
async function episodeOf(
  room: AlertRoom,
  trx: Kysely<Database>,
  { episode_id, shown_at }: KpiAlertState,
  look: KpiLook,
  judged: Pick<ReturnType<typeof judge>, "happened" | "heldSince">,
): Promise<Pick<KpiAlertState, "episode_id" | "shown_at">> {
  if (judged.happened === "fired") {
    const opened = await fireKpiEpisode(room, trx, look, judged.heldSince ?? look.at);
    return { episode_id: opened, shown_at: look.at };
  }
  if (episode_id === null) return { episode_id, shown_at };
  if (judged.happened === "cleared") {
    await clearKpiEpisode(room, trx, episode_id, look);
    return { episode_id: null, shown_at: null };
  }
  const isRetold = await retellKpiEpisode(room, trx, episode_id, look, shown_at);
  return { episode_id, shown_at: isRetold ? look.at : shown_at };
}
