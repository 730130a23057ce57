import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { OLDEST, stormReport } from "../alerts/storm-report.ts";
import type { Report } from "../messages/report.ts";
import type { AlertEpisode } from "../store/alert-episodes.ts";
import { type AlertPlace, placesOf } from "../store/alert-posts.ts";
import {
  type AlertStorm,
  changeStorm,
  isInStorm,
  joinStorm,
  openStorm,
  recentAlerts,
  stormCounts,
  unsettledStorms,
} from "../store/alert-storms.ts";
import { findDelivery, planDeliveries } from "../store/delivery-ledger.ts";
import { whileLocked } from "../store/session-lock.ts";
import type { Database } from "../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";
import { editMessage } from "./edit-message.ts";

const EXPIRES_MS = 24 * 3_600_000;
/** A message that changes all the time is read by nobody. */
const UPDATE_EVERY_MS = 10_000;

/** The places in which an episode gets a message of its own: not those where a storm's message tells of it. */
export async function placesOutsideStorms(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  places: readonly AlertPlace[],
  now: Date,
): Promise<readonly AlertPlace[]> {
  const known = await placesOf(trx, episode);
  const outside: AlertPlace[] = [];
  for (const place of places) {
    const has = known.some(({ platform, target }) => platform === place.platform && target === place.target);
    if (has || !(await goesIntoStorm(room, trx, episode, place, now))) outside.push(place);
  }
  return outside;
}

async function goesIntoStorm(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  place: AlertPlace,
  now: Date,
): Promise<boolean> {
  if (await isInStorm(trx, episode, place)) return true;
  if (await joinStorm(trx, episode, place, now)) return true;
  const { alerts, within } = room.config.alertLimits.storm;
  const since = new Date(now.getTime() - within);
  const recent = await recentAlerts(trx, episode, place, since);
  const shares = (["channel", "team"] as const).find((name) => recent[name] >= alerts);
  if (!shares) return false;
  const storm = await openStorm(trx, episode, place, shares, now);
  if (!storm) return await joinStorm(trx, episode, place, now);
  await promiseStorm(room, trx, storm, now);
  return true;
}

async function promiseStorm(
  room: AlertRoom,
  trx: Kysely<Database>,
  storm: AlertStorm,
  now: Date,
): Promise<void> {
  const report = await reportOf(room, trx, storm);
  const plan = {
    accountId: storm.account_id,
    kind: "sla-storm",
    subjectId: String(storm.storm_id),
    occurrence: "alert",
    report,
    targets: [{ platform: storm.platform, target: storm.target }],
    dueAt: now,
    expiresAt: new Date(now.getTime() + EXPIRES_MS),
  };
  const [key] = await planDeliveries(trx, plan, now);
  if (!key) return;
  await changeStorm(trx, storm, { delivery_id: key.delivery_id, shown: digestOf(report) });
  await room.enqueue(trx, [key]);
}

/** Ends storms in which nothing more came for a while, and lets their messages say what is so now. */
export async function followStorms(room: AlertRoom): Promise<void> {
  for (const { storm_id, account_id } of await unsettledStorms(room.db, room.accountId)) {
    await whileLocked(room.db, `storm/${account_id}/${storm_id}`, async (session) => {
      const storms = await unsettledStorms(session, room.accountId);
      const storm = storms.find((one) => one.storm_id === storm_id);
      if (storm) await followStorm(room, session, storm);
    });
  }
}

async function followStorm(room: AlertRoom, session: Kysely<Database>, storm: AlertStorm): Promise<void> {
  const now = room.clock.now();
  const isOver = now.getTime() - storm.last_at.getTime() >= room.config.alertLimits.storm.within;
  const ended_at = storm.ended_at ?? (isOver ? now : null);
  if (ended_at !== storm.ended_at) await changeStorm(session, storm, { ended_at });
  const present = { ...storm, ended_at };
  const counts = await stormCounts(session, present, OLDEST);
  const report = await reportOf(room, session, present);
  const isCurrent = digestOf(report) === storm.shown;
  if (!isCurrent) await updateStorm(room, session, present, report, now);
  else if (ended_at !== null && counts.open === 0) await changeStorm(session, storm, { settled_at: now });
}

async function updateStorm(
  room: AlertRoom,
  session: Kysely<Database>,
  storm: AlertStorm,
  report: Report,
  now: Date,
): Promise<void> {
  const { account_id, delivery_id, platform, target } = storm;
  if (delivery_id === null || (storm.next_update_at !== null && storm.next_update_at > now)) return;
  const delivery = await findDelivery(session, { account_id, delivery_id });
  const isLost = delivery?.state === "failed" || delivery?.state === "skipped";
  if (isLost) return await changeStorm(session, storm, { settled_at: now });
  if (delivery?.state !== "sent" || !delivery.message_ref) return;
  const edit = {
    platform,
    target,
    posted: delivery.message_ref,
    mayRepeat: delivery.is_unclear,
    failures: storm.failed_updates,
    about: { storm: storm.storm_id },
  };
  const edited = await editMessage(room, session, edit, async () => report);
  if (edited.state === "waiting") return;
  if (edited.state === "failed")
    return await changeStorm(session, storm, {
      failed_updates: storm.failed_updates + 1,
      next_update_at: edited.tryAt,
    });
  const next_update_at = new Date(now.getTime() + UPDATE_EVERY_MS);
  await changeStorm(session, storm, { shown: digestOf(report), failed_updates: 0, next_update_at });
}

async function reportOf({ config }: AlertRoom, db: Kysely<Database>, storm: AlertStorm): Promise<Report> {
  return stormReport(storm, await stormCounts(db, storm, OLDEST), {
    timezone: config.timezone,
    linkOf: (conversation) =>
      config.helpDeskUrl?.replaceAll("{conversation}", () => encodeURIComponent(conversation)) ?? null,
    teamName: (team) => config.teams[team]?.name ?? team,
  });
}

function digestOf(report: Report): string {
  return createHash("sha256").update(JSON.stringify(report)).digest("hex");
}
