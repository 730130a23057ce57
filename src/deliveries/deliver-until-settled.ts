import { setTimeout as delay } from "node:timers/promises";
import type { Delivery, DeliveryKey } from "../store/delivery-ledger.ts";
import { deliver } from "./deliver.ts";
import type { DeliveryRoom } from "./delivery-room.ts";

/** Works a delivery in this process until it is settled, waiting as long as it takes; it expires at the latest. */
export async function deliverUntilSettled(
  room: DeliveryRoom,
  key: DeliveryKey,
  onWait: (why: string) => void,
): Promise<Delivery> {
  for (;;) {
    const outcome = await deliver(room, key);
    if (outcome.state === "settled") return outcome.delivery;
    onWait(outcome.why);
    await delay(Math.max(20, outcome.at.getTime() - room.clock.now().getTime()));
  }
}
