import type { Kysely } from "kysely";
import { hasRoomAgain } from "../../alerts/storm-choice.ts";
import type { Report } from "../../messages/report.ts";
import { lockPlaces, promisedSince } from "../../store/alert-places.ts";
import { stormCounts } from "../../store/alert-storm-counts.ts";
import { type AlertStorm, changeStorm, unsettledStorms } from "../../store/alert-storms.ts";
import { findDelivery } from "../../store/delivery-ledger.ts";
import { whileLocked } from "../../store/session-lock.ts";
import type { Database } from "../../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";
import { editMessage } from "./edit-message.ts";
import { stormMessage } from "./storm-message.ts";

/** A message that changes all the time is read by nobody. */
const UPDATE_EVERY_MS = 10_000;
/** All that quiet hours held back in a place has come by then. */
const RELEASED_WITHIN_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Ends storms that are over, and lets their messages say what is so now. */
export async function followStorms(room: AlertRoom): Promise<void> {
  for (const { storm_id, account_id } of await unsettledStorms(room.db, room.accountId)) {
    await whileLocked(room.db, `storm/${account_id}/${storm_id}`, async (session) => {
      const storm = await endIfOver(room, session, storm_id);
      if (storm) await followStorm(room, session, storm);
    });
  }
}

/** @returns undefined where it is settled already */
async function endIfOver(
  room: AlertRoom,
  session: Kysely<Database>,
  stormId: number,
): Promise<AlertStorm | undefined> {
  const find = async (db: Kysely<Database>) =>
    (await unsettledStorms(db, room.accountId)).find((one) => one.storm_id === stormId);
  const now = room.clock.now();
  const storm = await find(session);
  if (!storm || storm.ended_at !== null || !(await isOver(room, session, storm, now))) return storm;
  return await session.transaction().execute(async (trx) => {
    // Whoever sorts alerts has seen that it goes on, and lets some join it.
    await lockPlaces(trx, room.accountId);
    const present = await find(trx);
    if (!present || !(await isOver(room, trx, present, now))) return present;
    await changeStorm(trx, present, { ended_at: now, next_update_at: null });
    return { ...present, ended_at: now, next_update_at: null };
  });
}

async function isOver(
  { accountId, config }: AlertRoom,
  db: Kysely<Database>,
  storm: AlertStorm,
  now: Date,
): Promise<boolean> {
  const silentMs = now.getTime() - storm.last_at.getTime();
  if (storm.shares === "quiet") return silentMs >= RELEASED_WITHIN_MS;
  if (storm.shares !== "hour") return silentMs >= config.alertLimits.storm.within;
  const promised = await promisedSince(db, accountId, [storm], new Date(now.getTime() - HOUR_MS));
  const recent = promised.map(({ at }) => ({ at, traits: null }));
  return hasRoomAgain({ recent, raging: [] }, config.alertLimits, now);
}

async function followStorm(room: AlertRoom, session: Kysely<Database>, storm: AlertStorm): Promise<void> {
  const { account_id, delivery_id } = storm;
  const now = room.clock.now();
  if (delivery_id === null || (storm.next_update_at !== null && storm.next_update_at > now)) return;
  const delivery = await findDelivery(session, { account_id, delivery_id });
  if (delivery?.state === "failed" || delivery?.state === "skipped")
    return await afterLoss(room, session, storm, now);
  if (delivery?.state !== "sent" || !delivery.message_ref) return;
  const { report, counts, digest } = await stormMessage(room, session, storm);
  if (digest !== storm.shown) {
    const post = { posted: delivery.message_ref, mayRepeat: delivery.is_unclear };
    return await updateStorm(room, session, storm, { ...post, report, digest });
  }
  if (storm.ended_at !== null && counts.open === 0) return await settle(room, session, storm, now);
  await changeStorm(session, storm, { next_update_at: new Date(now.getTime() + UPDATE_EVERY_MS) });
}

/** Nobody was told by it: nothing may join it any more. It is posted yet if its place comes back before it is settled. */
async function afterLoss(
  room: AlertRoom,
  session: Kysely<Database>,
  storm: AlertStorm,
  now: Date,
): Promise<void> {
  const next_update_at = new Date(now.getTime() + UPDATE_EVERY_MS);
  await changeStorm(session, storm, { ended_at: storm.ended_at ?? now, next_update_at });
  await settle(room, session, storm, now);
}

/** Where all is over, its message stays as it is from then on. */
async function settle(
  { accountId }: AlertRoom,
  session: Kysely<Database>,
  storm: AlertStorm,
  now: Date,
): Promise<void> {
  await session.transaction().execute(async (trx) => {
    await lockPlaces(trx, accountId);
    const { open } = await stormCounts(trx, storm, 0);
    if (open === 0) await changeStorm(trx, storm, { settled_at: now });
  });
}

async function updateStorm(
  room: AlertRoom,
  session: Kysely<Database>,
  storm: AlertStorm,
  message: { posted: object; mayRepeat: boolean; report: Report; digest: string },
): Promise<void> {
  const { platform, target, storm_id, failed_updates: failures } = storm;
  const { posted, mayRepeat, report, digest } = message;
  const edit = { platform, target, posted, mayRepeat, failures, about: { storm: storm_id } };
  const edited = await editMessage(room, session, edit, async () => report);
  if (edited.state === "waiting") return;
  if (edited.state === "failed")
    return await changeStorm(session, storm, { failed_updates: failures + 1, next_update_at: edited.tryAt });
  const now = room.clock.now();
  // Somebody deleted it, say: what comes from now on has to be told elsewhere.
  if (edited.state === "never")
    return await changeStorm(session, storm, { ended_at: storm.ended_at ?? now, settled_at: now });
  const next_update_at = new Date(now.getTime() + UPDATE_EVERY_MS);
  await changeStorm(session, storm, { shown: digest, failed_updates: 0, next_update_at });
}
