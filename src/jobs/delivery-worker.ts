import { deliver } from "../deliveries/deliver.ts";
import type { DeliveryRoom } from "../deliveries/delivery-room.ts";
import type { Delivery } from "../store/delivery-ledger.ts";
import type { DeliveryQueue } from "./delivery-queue.ts";

/**
 * Works the queue: one attempt a job; what is to be tried again gets a new job for its time.
 *
 * @param onSettled told of each delivery that this worker settled
 */
export async function startDeliveryWorker(
  room: DeliveryRoom,
  queue: DeliveryQueue,
  onSettled: (delivery: Delivery) => void = () => undefined,
): Promise<void> {
  await queue.work(async (key) => {
    const outcome = await deliver(room, key);
    if (outcome.state === "later") {
      await queue.enqueue(room.db, [key], outcome.at);
      return;
    }
    onSettled(outcome.delivery);
    const { delivery_id, platform, target, state, attempts } = outcome.delivery;
    room.logger.info({ delivery: delivery_id, platform, target, state, attempts }, "A delivery was settled");
  });
}
