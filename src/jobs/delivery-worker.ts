import { deliver } from "../deliveries/deliver.ts";
import type { DeliveryRoom } from "../deliveries/delivery-room.ts";
import type { DeliveryQueue } from "./delivery-queue.ts";

/** Works the queue: one attempt a job; what is to be tried again gets a new job for its time. */
export async function startDeliveryWorker(room: DeliveryRoom, queue: DeliveryQueue): Promise<void> {
  await queue.work(async (key) => {
    const outcome = await deliver(room, key);
    if (outcome.state === "later") {
      await queue.enqueue(room.db, [key], outcome.at);
      return;
    }
    const { delivery_id, platform, target, state, attempts } = outcome.delivery;
    room.logger.info({ delivery: delivery_id, platform, target, state, attempts }, "A delivery was settled");
  });
}
