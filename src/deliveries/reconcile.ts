import type { Kysely } from "kysely";
import { reason } from "../errors.ts";
import { type Delivery, postponeDelivery } from "../store/delivery-ledger.ts";
import type { Database } from "../store/tables.ts";
import { DeliveryError, type Surface } from "../surfaces/surface.ts";
import { backoffMs } from "./backoff.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";
import type { DeliveryRoom } from "./delivery-room.ts";
import { giveUp } from "./give-up.ts";
import { keepSent } from "./keep-sent.ts";
import { replyOf } from "./reply-of.ts";
import { targetGone } from "./target-gone.ts";

/** Asks the platform about a message whose sending had an unclear outcome, and settles the delivery if it is there. */
export async function reconcile(
  room: DeliveryRoom,
  session: Kysely<Database>,
  surface: Surface,
  delivery: Delivery,
): Promise<DeliveryOutcome | "not-there" | "cannot-ask"> {
  if (!surface.find) return "cannot-ask";
  try {
    const found = await surface.find(delivery.target, {
      deliveryId: delivery.delivery_id,
      firstAttemptAt: delivery.request_started_at ?? delivery.created_at,
      mayRepeat: delivery.is_unclear,
      replyTo: replyOf(delivery),
    });
    if (found === "cannot-ask") return found;
    if (found === undefined) return "not-there";
    room.logger.info({ delivery: delivery.delivery_id }, "A message of unclear outcome was found posted");
    return await keepSent(room, session, delivery, found);
  } catch (error) {
    return await notAnswered(room, session, delivery, error);
  }
}

async function notAnswered(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  error: unknown,
): Promise<DeliveryOutcome> {
  if (!(error instanceof DeliveryError)) throw error;
  const now = room.clock.now();
  if (error.failure === "nobody" || (error.failure === "target-gone" && delivery.reply_to !== null))
    return await giveUp(room, session, delivery, "skipped", error.message, true);
  if (error.failure === "target-gone") return await targetGone(room, session, delivery, error);
  if (error.failure === "refused" || delivery.expires_at < now) {
    return await giveUp(
      room,
      session,
      delivery,
      "failed",
      `Unclear whether it was posted: ${reason(error)}`,
      true,
    );
  }
  const wait = Math.max(error.retryAfterMs ?? 0, backoffMs(room.timing, delivery.attempts, Math.random()));
  const at = new Date(now.getTime() + wait);
  await postponeDelivery(session, delivery, { state: "sending", at, error: error.message });
  return { state: "later", at, why: error.message };
}
