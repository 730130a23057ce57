import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import type { Delivery } from "../store/delivery-ledger.ts";
import type { Database } from "../store/tables.ts";
import type { Surface } from "../surfaces/surface.ts";

/** What delivering needs of the process around it. */
export interface DeliveryRoom {
  readonly db: Kysely<Database>;
  /** By platform: those that have credentials. */
  readonly surfaces: ReadonlyMap<string, Surface>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timing: DeliveryTiming;
  /** Called once for every delivery that finally failed. */
  readonly tellOwner: (delivery: Delivery, reason: string) => Promise<void>;
}

export interface DeliveryTiming {
  /** How long a request without an answer is given to arrive before the platform is asked about it. */
  readonly settleMs: number;
  /** The first wait after a failed attempt; it doubles with each. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

export const deliveryTiming: DeliveryTiming = {
  settleMs: 10_000,
  firstRetryMs: 2_000,
  longestRetryMs: 5 * 60_000,
};
