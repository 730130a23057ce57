import type { Delivery } from "../store/delivery-ledger.ts";
import type { PostedMessage } from "../surfaces/surface.ts";

/** The message in whose thread a delivery goes; the ledger keeps what the surface answered. */
export function replyOf({ reply_to }: Pick<Delivery, "reply_to">): PostedMessage | undefined {
  return reply_to === null ? undefined : (reply_to as PostedMessage);
}
