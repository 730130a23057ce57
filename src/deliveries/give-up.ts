import type { Kysely } from "kysely";
import { type Delivery, findDelivery, recordNotSent } from "../store/delivery-ledger.ts";
import type { Database } from "../store/tables.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";
import type { DeliveryRoom } from "./delivery-room.ts";

/** Settles a delivery that will not be sent; of a failure the owner is told. Other targets are not touched. */
export async function giveUp(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  state: "failed" | "skipped",
  error: string,
  isUnclear = delivery.is_unclear,
): Promise<DeliveryOutcome> {
  await recordNotSent(session, delivery, { state, error, isUnclear });
  const settled = (await findDelivery(session, delivery)) ?? delivery;
  const fields = {
    delivery: delivery.delivery_id,
    platform: delivery.platform,
    target: delivery.target,
    error,
  };
  if (state === "skipped") room.logger.warn(fields, "A delivery was skipped");
  else await room.tellOwner(settled, error);
  return { state: "settled", delivery: settled };
}
