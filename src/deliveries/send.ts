import type { Kysely } from "kysely";
import { reason } from "../errors.ts";
import type { Report } from "../messages/report.ts";
import { type Delivery, markRequest, postponeDelivery } from "../store/delivery-ledger.ts";
import { holdBack } from "../store/delivery-pacing.ts";
import type { Database } from "../store/tables.ts";
import { DeliveryError, type PostedMessage, type Surface } from "../surfaces/surface.ts";
import { backoffMs } from "./backoff.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";
import type { DeliveryRoom } from "./delivery-room.ts";
import { giveUp } from "./give-up.ts";
import { keepSent } from "./keep-sent.ts";
import { replyOf } from "./reply-of.ts";
import { targetGone } from "./target-gone.ts";

/** Posts the report once and records what came of it. That the request leaves is committed before it does. */
export async function send(
  room: DeliveryRoom,
  session: Kysely<Database>,
  surface: Surface,
  planned: Delivery,
  mayRepeat: boolean,
): Promise<DeliveryOutcome> {
  const now = room.clock.now();
  const delivery = await markRequest(session, planned, now, mayRepeat);
  let message: PostedMessage;
  try {
    // The report was composed by this program, or an earlier version of it, and stored as it was.
    message = await surface.post(delivery.target, delivery.report as Report, {
      deliveryId: delivery.delivery_id,
      firstAttemptAt: delivery.request_started_at ?? now,
      mayRepeat,
      replyTo: replyOf(delivery),
    });
  } catch (error) {
    return await afterFailure(room, session, delivery, asDeliveryError(room, delivery, error));
  }
  return await keepSent(room, session, delivery, message);
}

async function afterFailure(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  error: DeliveryError,
): Promise<DeliveryOutcome> {
  switch (error.failure) {
    case "target-gone":
      // That what it replies to is gone says nothing of the place.
      if (delivery.reply_to !== null) return await giveUp(room, session, delivery, "skipped", error.message);
      return await targetGone(room, session, delivery, error);
    case "nobody":
      return await giveUp(room, session, delivery, "skipped", error.message);
    case "refused":
      return await giveUp(room, session, delivery, "failed", error.message);
    case "retry":
      return await tryAgain(room, session, delivery, error, "planned", error.retryAfterMs ?? 0);
    case "unclear":
      return await tryAgain(room, session, delivery, error, "sending", room.timing.settleMs);
    default:
      return error.failure satisfies never;
  }
}

async function tryAgain(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  error: DeliveryError,
  state: "planned" | "sending",
  leastWaitMs: number,
): Promise<DeliveryOutcome> {
  const now = room.clock.now().getTime();
  if (error.retryAfterMs !== undefined) {
    const key = { accountId: delivery.account_id, platform: delivery.platform, target: delivery.target };
    await holdBack(session, key, new Date(now + error.retryAfterMs));
  }
  const wait = Math.max(leastWaitMs, backoffMs(room.timing, delivery.attempts, Math.random()));
  // That its time is over is noticed when it is over, however long the platform asked to wait.
  const last =
    state === "planned" ? Math.max(now, delivery.expires_at.getTime()) + 1 : Number.POSITIVE_INFINITY;
  const at = new Date(Math.min(now + wait, last));
  await postponeDelivery(session, delivery, { state, at, error: error.message });
  const { delivery_id, platform, target, attempts } = delivery;
  room.logger.warn(
    {
      delivery: delivery_id,
      platform,
      target,
      attempts,
      failure: error.failure,
      error: error.message,
      next: at,
    },
    "A delivery is tried again later",
  );
  return { state: "later", at, why: error.message };
}

/** A surface throws nothing else; should one, nobody knows how far the request came. */
function asDeliveryError(room: DeliveryRoom, delivery: Delivery, error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  room.logger.error({ delivery: delivery.delivery_id, err: error }, "A surface failed in an unknown way");
  return new DeliveryError("unclear", reason(error), { cause: error });
}
