import { setTimeout as delay } from "node:timers/promises";
import type { Kysely } from "kysely";
import { type Delivery, recordSent } from "../store/delivery-ledger.ts";
import type { Database } from "../store/tables.ts";
import type { PostedMessage } from "../surfaces/surface.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";
import type { DeliveryRoom } from "./delivery-room.ts";

/** Waits before each try: the store may be restarting, and what is known now is dear to find out later. */
const TRIES_MS = [0, 0, 1_000, 3_000];

/** Records a confirmed message, on another session where the first is lost. */
export async function keepSent(
  room: DeliveryRoom,
  session: Kysely<Database>,
  delivery: Delivery,
  message: PostedMessage,
): Promise<DeliveryOutcome> {
  const sentAt = room.clock.now();
  let lost: unknown;
  for (const [no, wait] of TRIES_MS.entries()) {
    await delay(wait);
    try {
      return {
        state: "settled",
        delivery: await recordSent(no === 0 ? session : room.db, delivery, message, sentAt),
      };
    } catch (error) {
      lost = error;
    }
  }
  throw new Error(`Delivery ${delivery.delivery_id} was posted, but that could not be recorded`, {
    cause: lost,
  });
}
