import type { Kysely } from "kysely";
import { fromKysely, PgBoss } from "pg-boss";
import type { Logger } from "../logger.ts";
import type { DeliveryKey } from "../store/delivery-ledger.ts";
import type { Database } from "../store/tables.ts";
import { atMost } from "./at-most.ts";

const QUEUE = "deliver";
const DEAD_LETTERS = "deliver-dead";

/** Messages under way at once, in one process. Each holds a database session. */
const CONCURRENCY = 4;
/** Fetched at once: while as many come, more are fetched without a pause, else once a second. */
const BATCH = 2;

export interface DeliveryQueue {
  /** Puts deliveries in line, in the transaction that is passed; one that stands in line already is not put in twice. */
  enqueue(db: Kysely<Database>, keys: readonly DeliveryKey[], startAfter?: Date): Promise<void>;
  /** Works the line until `stop`. A handler that throws is retried, with growing waits. */
  work(handler: (key: DeliveryKey) => Promise<void>): Promise<void>;
  /** Takes nothing more on and waits for what is under way, `patienceMs` at most. */
  stop(patienceMs: number): Promise<void>;
}

/**
 * The line of deliveries to be tried, in the schema `pgboss` of the same database. It decides nothing: what a delivery
 * needs stands in the ledger, so a job too many, or one lost, does no harm.
 */
export async function openDeliveryQueue(databaseUrl: string, logger: Logger): Promise<DeliveryQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: "deskpulse-queue",
    max: CONCURRENCY,
    schedule: false,
  });
  let isStopped = false;
  boss.on("error", (error) => {
    // A handler that outlives the queue cannot tell it any more; the ledger knows.
    if (!isStopped) logger.error({ err: error }, "The delivery queue has a problem");
  });
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  await boss.createQueue(QUEUE, { policy: "short", ...options });
  await boss.updateQueue(QUEUE, options);
  return {
    async enqueue(db, keys, startAfter) {
      if (keys.length === 0) return;
      const jobs = keys.map(({ account_id, delivery_id }) => ({
        data: { account_id, delivery_id },
        singletonKey: delivery_id,
        ...(startAfter && { startAfter }),
      }));
      await boss.insert(QUEUE, jobs, { db: fromKysely(db) });
    },
    async work(handler) {
      const underWay = atMost(CONCURRENCY);
      await boss.work<DeliveryKey>(
        QUEUE,
        {
          localConcurrency: CONCURRENCY,
          batchSize: BATCH,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: 1,
        },
        async (jobs) => {
          // Side by side: where one platform does not answer, the message to the other does not wait for it.
          const ends = await Promise.allSettled(jobs.map(({ data }) => underWay(() => handler(data))));
          for (const end of ends) if (end.status === "rejected") throw end.reason;
        },
      );
      await boss.work<DeliveryKey>(DEAD_LETTERS, { pollingIntervalSeconds: 30 }, async (jobs) => {
        for (const { data } of jobs)
          logger.error({ delivery: data.delivery_id }, "A delivery failed on every try");
      });
    },
    async stop(patienceMs) {
      await boss.stop({ graceful: true, timeout: patienceMs });
      isStopped = true;
    },
  };
}

/** For failures of the store and of this program: those of the platforms are the ledger's business. */
const options = {
  retryLimit: 12,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  // A worker that died is noticed by its lock, not by this; it only frees the job.
  expireInSeconds: 300,
  retentionSeconds: 86_400,
  deleteAfterSeconds: 3_600,
  deadLetter: DEAD_LETTERS,
};
