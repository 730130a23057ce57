import type { Kysely } from "kysely";
import { escalationAt } from "../../alerts/escalation.ts";
import type { KpiTold } from "../../alerts/kpi-told.ts";
import type { Watch } from "../../alerts/kpi-watch.ts";
import type { Measurement } from "../../alerts/measure-watch.ts";
import { tellKpi } from "../../alerts/tell-kpi.ts";
import { addHistory, changeEpisode, findEpisode, type KpiEpisode } from "../../store/alert-episodes.ts";
import { openKpiEpisode } from "../../store/kpi-episodes.ts";
import type { Database } from "../../store/tables.ts";
import { promiseAlert } from "./alert-messages.ts";
import { type AlertRoom, placesOfTargets, quietFor } from "./alert-room.ts";

/** A look at an alert, and what was found at which minute. */
export interface KpiLook {
  readonly watch: Watch;
  readonly found: Measurement | null;
  readonly at: Date;
  readonly now: Date;
}

/** A value that changes a little each minute is told anew so often at most. */
const RETOLD_EVERY_MS = 10 * 60_000;

/** Opens the episode of an alert that fires, and promises its messages. */
export async function fireKpiEpisode(
  room: AlertRoom,
  trx: Kysely<Database>,
  { watch, found, at, now }: KpiLook,
  heldSince: Date,
): Promise<number> {
  if (!found) throw new Error(`The alert ${watch.alert.id} fires for nothing`);
  const { alert } = watch;
  const told = tellKpi(room.config, watch, found);
  const quiet = quietFor(room, alert, now);
  const toldAt = quiet ?? now;
  const standing = { state: "firing" as const, breachedAt: at, endedAt: null, acknowledgement: null };
  const nobody = { escalatedTo: [], escalatedAt: null };
  const [team, ...others] = alert.team ?? [];
  const episode = await openKpiEpisode(trx, room.accountId, {
    alertId: alert.id,
    // What is about single people is not the whole team's to look at.
    team: others.length === 0 && alert.agent === undefined ? (team ?? null) : null,
    told,
    heldSince,
    firedAt: at,
    toldAt,
    heldUntil: quiet,
    escalateAt: escalationAt({ ...standing, ...nobody, toldAt }, alert.escalate),
  });
  await addHistory(trx, episode, now, `firing: ${told.now}`);
  if (quiet === null) await promiseAlert(room, trx, episode, placesOfTargets(alert.notify), now);
  room.onOpened?.("kpi", now.getTime() - at.getTime());
  return episode.episode_id;
}

/** Lets the messages of an alert that has cleared say so. */
export async function clearKpiEpisode(
  room: AlertRoom,
  trx: Kysely<Database>,
  episodeId: number,
  { watch, found, at, now }: KpiLook,
): Promise<void> {
  const before = await openEpisode(room, trx, episodeId);
  if (!before || !found) return;
  const told = tellKpi(room.config, watch, found, before.told as KpiTold);
  const over = { state: "resolved", ended_at: at, escalate_at: null, held_until: null } as const;
  const after = await changeEpisode(trx, before, { ...over, told: JSON.stringify(told) }, true);
  await addHistory(trx, after, now, `resolved: ${told.now}`);
  await promiseAlert(room, trx, after, [], now);
}

/** @returns whether what the last look found is worth another edit of the messages */
export async function retellKpiEpisode(
  room: AlertRoom,
  trx: Kysely<Database>,
  episodeId: number,
  { watch, found, at, now }: KpiLook,
  shownAt: Date | null,
): Promise<boolean> {
  if (!found) return false;
  const before = await openEpisode(room, trx, episodeId);
  if (!before) return false;
  const earlier = before.told as KpiTold;
  const told = tellKpi(room.config, watch, found, earlier);
  const isFresh = shownAt !== null && at.getTime() - shownAt.getTime() < RETOLD_EVERY_MS;
  if (isFresh ? isSameBut(told, earlier) : told.now === earlier.now) return false;
  const after = await changeEpisode(trx, before, { told: JSON.stringify(told) }, true);
  if (told.isMeasured !== earlier.isMeasured) await addHistory(trx, after, now, told.now);
  await promiseAlert(room, trx, after, [], now);
  return true;
}

/** Nothing but what changes with every look differs. */
function isSameBut(told: KpiTold, earlier: KpiTold): boolean {
  const lasting = ({ now, lastEventAt, ...others }: KpiTold) => JSON.stringify(Object.entries(others).sort());
  return lasting(told) === lasting(earlier);
}

async function openEpisode(
  room: AlertRoom,
  trx: Kysely<Database>,
  episodeId: number,
): Promise<KpiEpisode | undefined> {
  const episode = await findEpisode(trx, room.accountId, episodeId, true);
  return episode?.kind === "kpi" && episode.ended_at === null ? episode : undefined;
}
