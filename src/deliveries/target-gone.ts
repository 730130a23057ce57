import type { Kysely } from "kysely";
import type { Delivery } from "../store/delivery-ledger.ts";
import { pauseTarget } from "../store/paused-targets.ts";
import type { Database } from "../store/tables.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";
import type { DeliveryRoom } from "./delivery-room.ts";
import { giveUp } from "./give-up.ts";

/** Gives up, and pauses the target so that nothing else is tried there. */
export async function targetGone(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  error: Error,
): Promise<DeliveryOutcome> {
  const key = { accountId: delivery.account_id, platform: delivery.platform, target: delivery.target };
  await pauseTarget(session, key, error.message, room.clock.now());
  return await giveUp(room, session, delivery, "failed", `${error.message}. The target is paused`);
}
