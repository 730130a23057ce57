import { setTimeout as pause } from "node:timers/promises";
import { type Clock, systemClock } from "../../src/clock.ts";
import { ack } from "../../src/commands/ack.ts";
import type { DeskConfig } from "../../src/config/desk-config.ts";
import { deliver } from "../../src/deliveries/deliver.ts";
import type { DeliveryRoom } from "../../src/deliveries/delivery-room.ts";
import { deliveryTiming } from "../../src/deliveries/delivery-room.ts";
import type { AlertRoom } from "../../src/jobs/alerts/alert-room.ts";
import { scanAlerts, startAlertScan } from "../../src/jobs/alerts/alert-scan.ts";
import { type DeliveryQueue, openDeliveryQueue } from "../../src/jobs/delivery-queue.ts";
import { startDeliveryWorker } from "../../src/jobs/delivery-worker.ts";
import type { Logger } from "../../src/logger.ts";
import { dueDeliveries } from "../../src/store/delivery-ledger.ts";
import { connections } from "../../src/store/pool.ts";
import type { Surface } from "../../src/surfaces/surface.ts";
import { viewerOf } from "./viewers.ts";

export interface ReplicaOptions {
  readonly databaseUrl: string;
  readonly accountId: string;
  readonly config: DeskConfig;
  readonly surfaces: ReadonlyMap<string, Surface>;
  readonly clock: Clock;
  /** How many seconds of the clock pass in one. */
  readonly speed: number;
  /** Through the queue, and looking once a second, as `deskpulse start` does; else without a pause. */
  readonly isQueued: boolean;
}

/** One of several processes of a desk, with connections of its own. Dispose of it. */
export interface Replica extends AsyncDisposable {
  /** What went wrong so far. */
  readonly errors: readonly string[];
  /** Somebody takes an alert on here; what is answered. */
  takeOn(email: string, alert: number): Promise<string>;
}

export async function alertReplica(options: ReplicaOptions): Promise<Replica> {
  const { databaseUrl, accountId, config, surfaces, clock } = options;
  const errors: string[] = [];
  const logger = loggerInto(errors);
  const { db } = connections(databaseUrl, logger);
  const alerting = { db, accountId, config, surfaces, clock, logger };
  const delivering = { ...alerting, timing: deliveryTiming, tellOwner: async () => undefined };
  const running = options.isQueued
    ? await queued(options, alerting, delivering)
    : restless(alerting, delivering);
  return {
    errors,
    async takeOn(email, alert) {
      const place = { platform: "console", channel: "console", kind: "personal" } as const;
      const request = { viewer: viewerOf(email), words: `${alert} 8h`, place, now: clock.now() };
      return (await ack.run(request, { db, accountId, config, logger })).report.summary;
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      await db.destroy();
    },
  };
}

type Alerting = Omit<AlertRoom, "enqueue">;

async function queued(
  { databaseUrl, clock, speed }: ReplicaOptions,
  alerting: Alerting,
  delivering: DeliveryRoom,
) {
  const queue = await openDeliveryQueue(databaseUrl, alerting.logger);
  // The queue goes by the real time.
  const real = (at: Date) =>
    new Date(systemClock.now().getTime() + (at.getTime() - clock.now().getTime()) / speed);
  const racing: DeliveryQueue = {
    ...queue,
    enqueue: (db, keys, at) => queue.enqueue(db, keys, at && real(at)),
  };
  await startDeliveryWorker(delivering, racing);
  const scan = startAlertScan({ ...alerting, enqueue: queue.enqueue });
  return {
    async stop() {
      await scan.stop();
      await queue.stop(5_000);
    },
  };
}

function restless(alerting: Alerting, delivering: DeliveryRoom) {
  let isStopping = false;
  const { db, accountId, clock } = alerting;
  const repeat = async (work: () => Promise<unknown>) => {
    while (!isStopping) {
      await work().catch((err: unknown) => alerting.logger.error({ err }, "It is tried again"));
      await pause(5);
    }
  };
  const room = { ...alerting, enqueue: async () => undefined };
  const ends = [
    repeat(() => scanAlerts(room)),
    repeat(async () => {
      for (const key of await dueDeliveries(db, accountId, clock.now())) await deliver(delivering, key);
    }),
  ];
  return {
    async stop() {
      isStopping = true;
      await Promise.all(ends);
    },
  };
}

function loggerInto(errors: string[]): Logger {
  const keep = (fields: object, message: string) => void errors.push(`${message} ${described(fields)}`);
  return { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
}

function described(fields: object): string {
  return "err" in fields ? String(fields.err) : JSON.stringify(fields);
}
