import type { Kysely } from "kysely";
import { type Delivery, type DeliveryKey, findDelivery, postponeDelivery } from "../store/delivery-ledger.ts";
import { takeTurn } from "../store/delivery-pacing.ts";
import { pauseOf } from "../store/paused-targets.ts";
import { whileLocked } from "../store/session-lock.ts";
import type { Database } from "../store/tables.ts";
import { type DeliveryOutcome, isSettled } from "./delivery-outcome.ts";
import type { DeliveryRoom } from "./delivery-room.ts";
import { giveUp } from "./give-up.ts";
import { reconcile } from "./reconcile.ts";
import { send } from "./send.ts";
import { targetIntervalMs } from "./target-interval.ts";

/** After this somebody else's message to the same target should be through. */
const BUSY_MS = 1_000;

const setUp: Readonly<Record<string, string>> = {
  slack: "Slack is not set up: set SLACK_BOT_TOKEN",
  teams: "Teams is not set up: set TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID",
};

/**
 * Makes one attempt at a promised delivery. May be called by anybody, at any time and any number of times: one message is
 * under way to a target at once, over all processes, and what may have been posted is asked for before it is sent again.
 *
 * @throws only when the store fails; the delivery is then taken up again by the next call
 */
export async function deliver(room: DeliveryRoom, key: DeliveryKey): Promise<DeliveryOutcome> {
  const known = await findDelivery(room.db, key);
  if (!known) throw new Error(`There is no delivery ${key.delivery_id}`);
  if (isSettled(known)) return { state: "settled", delivery: known };
  const lock = `deliver/${known.account_id}/${known.platform}/${known.target}`;
  const outcome = await whileLocked(room.db, lock, (session) => attempt(room, session, key));
  return outcome === "busy" ? later(room, BUSY_MS, "another message to the target is under way") : outcome;
}

async function attempt(
  room: DeliveryRoom,
  session: Kysely<Database>,
  key: DeliveryKey,
): Promise<DeliveryOutcome> {
  const delivery = await findDelivery(session, key);
  if (!delivery) throw new Error(`There is no delivery ${key.delivery_id}`);
  if (isSettled(delivery)) return { state: "settled", delivery };

  const now = room.clock.now();
  if (delivery.next_attempt_at === null) return await letItSettle(room, session, delivery, now);
  if (delivery.next_attempt_at > now) return { state: "later", at: delivery.next_attempt_at, why: "put off" };
  const surface = room.surfaces.get(delivery.platform);
  if (!surface) {
    const problem = setUp[delivery.platform] ?? `${delivery.platform} is not set up`;
    return await giveUp(room, session, delivery, "failed", problem);
  }

  const known =
    delivery.state === "sending" ? await reconcile(room, session, surface, delivery) : "not-there";
  if (typeof known === "object") return known;
  if (delivery.expires_at < now) {
    const late = `It could not be sent before ${delivery.expires_at.toISOString()}`;
    const cause = delivery.error ? `: ${delivery.error}` : "";
    return await giveUp(room, session, delivery, "failed", `${late}${cause}`, known === "cannot-ask");
  }
  const pause = await pauseOf(session, target(delivery));
  if (pause !== undefined) return await giveUp(room, session, delivery, "skipped", `Paused: ${pause}`);
  const turn = await takeTurn(session, target(delivery), now, targetIntervalMs(delivery.platform));
  if (turn) return { state: "later", at: turn, why: "waiting for the target's turn" };
  return await send(room, session, surface, delivery, delivery.is_unclear || known === "cannot-ask");
}

/** Its worker died just now, since its lock was free: what it sent last may still be on its way. */
async function letItSettle(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  now: Date,
): Promise<DeliveryOutcome> {
  const at = new Date(now.getTime() + room.timing.settleMs);
  const why = "the process died while sending";
  await postponeDelivery(session, delivery, { state: "sending", at, error: why });
  return { state: "later", at, why };
}

function target(delivery: Delivery) {
  return { accountId: delivery.account_id, platform: delivery.platform, target: delivery.target };
}

function later(room: DeliveryRoom, ms: number, why: string): DeliveryOutcome {
  return { state: "later", at: new Date(room.clock.now().getTime() + ms), why };
}
