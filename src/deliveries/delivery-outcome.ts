import type { Delivery } from "../store/delivery-ledger.ts";

/** What one attempt came to: the delivery is settled, or to be tried again no earlier than `at`. */
export type DeliveryOutcome =
  | { readonly state: "settled"; readonly delivery: Delivery }
  | { readonly state: "later"; readonly at: Date; readonly why: string };

export function isSettled(delivery: Delivery): boolean {
  return delivery.state !== "planned" && delivery.state !== "sending";
}
