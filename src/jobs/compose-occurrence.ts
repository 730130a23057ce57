import type { Kysely } from "kysely";
import type { Digest } from "../config/desk-config.ts";
import { planDeliveries } from "../store/delivery-ledger.ts";
import {
  type DigestOccurrence,
  findOccurrence,
  type OccurrenceKey,
  recordComposed,
  recordNotComposed,
} from "../store/digest-occurrences.ts";
import { digestPlaces } from "../store/digest-places.ts";
import { whileLocked } from "../store/session-lock.ts";
import type { Database } from "../store/tables.ts";
import type { DigestTarget } from "./digest-targets.ts";
import { digestVariants } from "./digest-variants.ts";
import type { ScheduleRoom } from "./schedule-room.ts";

/** What a composed occurrence promises, and until when it may be kept. */
export interface Promises {
  readonly targets: readonly DigestTarget[];
  readonly expiresAt: Date;
}

/**
 * Composes a claimed occurrence and promises it to its targets, in one transaction: to each without the KPIs that were
 * muted there, and to none where it was paused. Whose process died over it left nothing behind but the claim, which anybody may take up at once: the lock of the dead is gone.
 *
 * @returns the occurrence as it is now, "busy" while another process composes it
 */
export async function composeOccurrence(
  room: ScheduleRoom,
  key: OccurrenceKey,
  digest: Digest,
  promises: Promises,
): Promise<DigestOccurrence | "busy"> {
  const lock = `compose/${key.account_id}/${key.digest_id}/${key.occurrence}`;
  return await whileLocked(room.db, lock, async (session) => {
    const claimed = await found(session, key);
    if (claimed.state !== "claimed") return claimed;
    const { accountId, config } = room;
    const compose = (of: Digest) => room.compose({ accountId, digest: of, config, now: claimed.due_at });
    const composed = await compose(digest);
    const places = await digestPlaces(session, accountId, digest.id);
    const variants = composed.isQuiet ? [] : digestVariants(digest, promises.targets, places);
    const reports = new Map<Digest, object>([[digest, composed.report]]);
    for (const { digest: of } of variants) {
      if (!reports.has(of)) reports.set(of, (await compose(of)).report);
    }
    await session.transaction().execute(async (trx) => {
      if (composed.isQuiet) {
        await recordNotComposed(trx, key, "quiet", "Nothing happened in the period nor in the one before");
        return;
      }
      await recordComposed(trx, key, composed.report);
      for (const { digest: of, targets } of variants) {
        await promise(room, trx, claimed, reports.get(of) ?? composed.report, { ...promises, targets });
      }
    });
    return await found(session, key);
  });
}

/** Promises an occurrence's report to targets it was not promised to before, and hands the deliveries to the queue. */
export async function promise(
  room: ScheduleRoom,
  trx: Kysely<Database>,
  occurrence: DigestOccurrence,
  report: object,
  { targets, expiresAt }: Promises,
): Promise<void> {
  const plan = {
    accountId: occurrence.account_id,
    kind: "digest",
    subjectId: occurrence.digest_id,
    occurrence: occurrence.occurrence,
    report,
    targets,
    dueAt: occurrence.due_at,
    expiresAt,
  };
  await room.enqueue(trx, await planDeliveries(trx, plan, room.clock.now()));
}

async function found(session: Kysely<Database>, key: OccurrenceKey): Promise<DigestOccurrence> {
  const row = await findOccurrence(session, key);
  if (!row) throw new Error(`There is no occurrence ${key.occurrence} of ${key.digest_id}`);
  return row;
}
