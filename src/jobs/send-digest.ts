import { setTimeout as delay } from "node:timers/promises";
import type { Digest } from "../config/desk-config.ts";
import { deliverUntilSettled } from "../deliveries/deliver-until-settled.ts";
import type { DeliveryRoom } from "../deliveries/delivery-room.ts";
import { type Delivery, deliveriesOf, reviveDelivery } from "../store/delivery-ledger.ts";
import {
  claimOccurrences,
  type DigestOccurrence,
  findOccurrence,
  type OccurrenceKey,
} from "../store/digest-occurrences.ts";
import { resumeTarget } from "../store/paused-targets.ts";
import { composeOccurrence, promise } from "./compose-occurrence.ts";
import type { DigestTarget } from "./digest-targets.ts";
import { inParallel } from "./in-parallel.ts";
import type { ScheduleRoom } from "./schedule-room.ts";

export interface SendRequest {
  readonly digest: Digest;
  /** The digest's moment: sent again for the same one, nothing doubles. */
  readonly asOf: Date;
  readonly targets: readonly DigestTarget[];
  /** Compose and send it once more although that moment was sent already. */
  readonly again: boolean;
  /** Until when a target that fails for the time being is tried, milliseconds from now. */
  readonly patienceMs: number;
  readonly onWait?: (delivery: Delivery, why: string) => void;
}

export interface SentDigest {
  readonly occurrence: DigestOccurrence;
  /** Empty when the digest is quiet. */
  readonly deliveries: readonly { readonly delivery: Delivery; readonly wasSentBefore: boolean }[];
}

const PARALLEL = 4;

/** Sends a digest by hand: through the ledger, worked in this process until every delivery is settled. */
export async function sendDigest(
  room: ScheduleRoom & DeliveryRoom,
  request: SendRequest,
): Promise<SentDigest> {
  const { digest, asOf } = request;
  const now = room.clock.now();
  const promises = {
    targets: request.targets,
    expiresAt: new Date(now.getTime() + request.patienceMs),
  };
  const key = await occurrenceKey(room, request);
  await claimOccurrences(
    room.db,
    { accountId: room.accountId, digestId: digest.id },
    [{ occurrence: key.occurrence, dueAt: asOf, state: "claimed", reason: null }],
    { name: room.processName, now },
  );
  const occurrence = await composed(room, key, digest, promises);
  const { report } = occurrence;
  if (report === null) return { occurrence, deliveries: [] };
  await room.db.transaction().execute((trx) => promise(room, trx, occurrence, report, promises));
  const all = await deliveriesOf(room.db, {
    accountId: room.accountId,
    kind: "digest",
    subjectId: digest.id,
    occurrence: key.occurrence,
  });
  const meant = all.filter(({ platform, target }) =>
    promises.targets.some((one) => one.platform === platform && one.target === target),
  );
  return {
    occurrence,
    deliveries: await inParallel(meant, PARALLEL, (delivery) =>
      settle(room, request, delivery, promises.expiresAt),
    ),
  };
}

async function settle(
  room: ScheduleRoom & DeliveryRoom,
  request: SendRequest,
  delivery: Delivery,
  expiresAt: Date,
) {
  if (delivery.state === "sent") return { delivery, wasSentBefore: true };
  const { account_id, platform, target } = delivery;
  await resumeTarget(room.db, { accountId: account_id, platform, target });
  await reviveDelivery(room.db, delivery, room.clock.now(), expiresAt);
  const settled = await deliverUntilSettled(room, delivery, (why) => request.onWait?.(delivery, why));
  return { delivery: settled, wasSentBefore: false };
}

/** "at 2026-03-02T08:30:00.000Z", with a number when it is sent again. */
async function occurrenceKey(room: ScheduleRoom, request: SendRequest): Promise<OccurrenceKey> {
  const first = `at ${request.asOf.toISOString()}`;
  const keyOf = (occurrence: string) => ({
    account_id: room.accountId,
    digest_id: request.digest.id,
    occurrence,
  });
  if (!request.again) return keyOf(first);
  for (let no = 1; ; no++) {
    const key = keyOf(no === 1 ? first : `${first} #${no}`);
    if (!(await findOccurrence(room.db, key))) return key;
  }
}

async function composed(
  room: ScheduleRoom,
  key: OccurrenceKey,
  digest: Digest,
  promises: Parameters<typeof composeOccurrence>[3],
): Promise<DigestOccurrence> {
  for (;;) {
    const occurrence = await composeOccurrence(room, key, digest, promises);
    if (occurrence !== "busy") return occurrence;
    await delay(200);
  }
}
