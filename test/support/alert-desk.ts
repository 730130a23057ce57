import { randomUUID } from "node:crypto";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { deliver } from "../../src/deliveries/deliver.ts";
import type { DeliveryRoom } from "../../src/deliveries/delivery-room.ts";
import type { AlertRoom } from "../../src/jobs/alerts/alert-room.ts";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { silentLogger } from "../../src/logger.ts";
import { plainText } from "../../src/messages/plain-text.ts";
import type { Report } from "../../src/messages/report.ts";
import { dueDeliveries } from "../../src/store/delivery-ledger.ts";
import type { DeliveryContext, PostedMessage, Surface } from "../../src/surfaces/surface.ts";
import type { TestDatabase } from "./database.ts";
import { metricDesk } from "./metric-desk.ts";
import { promise } from "./promise.ts";
import { ScriptedSurface } from "./scripted-surface.ts";

/** A platform in memory whose messages can be updated. */
export class LivingSurface extends ScriptedSurface {
  /** The message as it stands now, by its id. */
  readonly shown = new Map<string, string>();
  readonly updates: string[] = [];
  /** What the next updates meet. */
  readonly failures: Error[] = [];

  override async post(target: string, report: Report, delivery: DeliveryContext): Promise<PostedMessage> {
    const posted = await super.post(target, report, delivery);
    this.shown.set(posted.messageId, plainText(report));
    return posted;
  }

  async update({ messageId }: PostedMessage, report: Report): Promise<void> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.updates.push(report.summary);
    this.shown.set(messageId, plainText(report));
  }
}

/** A desk with promises, whose time is told by hand. */
export interface AlertDesk {
  readonly accountId: string;
  readonly room: AlertRoom;
  readonly slack: LivingSurface;
  readonly happened: ReturnType<typeof metricDesk>["happened"];
  now: Date;
  /** Looks for what has come by a moment of 2 March 2026, delivers it, and brings messages up to date. */
  at(time: string): Promise<void>;
  deliverAll(): Promise<void>;
}

export async function alertDesk(
  database: TestDatabase,
  settings: object,
  surfaces: readonly Surface[] = [],
): Promise<AlertDesk> {
  const accountId = randomUUID();
  const config = DeskConfig.parse(settings);
  await promise(database, accountId, settings);
  const slack = new LivingSurface("slack");
  const all = new Map<string, Surface>(
    [slack, new LivingSurface("teams"), ...surfaces].map((surface) => [surface.platform, surface]),
  );
  const clock = { now: () => desk.now };
  const { db } = database;
  const room: AlertRoom = {
    db,
    accountId,
    config,
    surfaces: all,
    enqueue: async () => undefined,
    clock,
    logger: silentLogger,
  };
  const delivering: DeliveryRoom = {
    db,
    surfaces: all,
    clock,
    logger: silentLogger,
    timing: { settleMs: 10_000, firstRetryMs: 2_000, longestRetryMs: 300_000 },
    tellOwner: async () => undefined,
  };
  const desk: AlertDesk = {
    accountId,
    room,
    slack,
    happened: metricDesk(database, accountId).happened,
    now: momentOf("00:00"),
    async at(time) {
      desk.now = momentOf(time);
      await scanAlerts(room);
      await desk.deliverAll();
      // The pace of the channel is kept: what is left follows a few seconds later.
      desk.now = new Date(desk.now.getTime() + 3_000);
      await scanAlerts(room);
    },
    async deliverAll() {
      for (const key of await dueDeliveries(db, accountId, desk.now)) await deliver(delivering, key);
    },
  };
  return desk;
}

export function momentOf(time: string): Date {
  return new Date(`2026-03-02T${time.length === 5 ? `${time}:00` : time}Z`);
}
