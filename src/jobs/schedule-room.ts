import type { Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import type { DeskConfig, Digest } from "../config/desk-config.ts";
import type { ComposedDigest } from "../digests/composed-digest.ts";
import type { Logger } from "../logger.ts";
import type { DeliveryKey } from "../store/delivery-ledger.ts";
import type { Database } from "../store/tables.ts";

/** Says what a digest says at a moment. Asked twice, it answers the same: composing is retried freely. */
type DigestComposer = (request: {
  readonly accountId: string;
  readonly digest: Digest;
  readonly config: DeskConfig;
  readonly now: Date;
}) => Promise<ComposedDigest>;

/** What scheduling and composing digests need of the process around them. */
export interface ScheduleRoom {
  readonly db: Kysely<Database>;
  readonly accountId: string;
  readonly config: DeskConfig;
  readonly compose: DigestComposer;
  /** Hands promised deliveries to the queue, in the transaction that is passed. */
  readonly enqueue: (db: Kysely<Database>, keys: readonly DeliveryKey[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process in claims: "host/4711". */
  readonly processName: string;
}
