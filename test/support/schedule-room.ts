import { DeskConfig, type Digest } from "../../src/config/desk-config.ts";
import type { ScheduleRoom } from "../../src/jobs/schedule-room.ts";
import { silentLogger } from "../../src/logger.ts";
import type { DeliveryKey } from "../../src/store/delivery-ledger.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import type { TestDatabase } from "./database.ts";

/** A room whose composer reports its own moment and whose queue is a list. */
export function scheduleRoom(
  database: TestDatabase,
  options: { readonly clock: { now: () => Date }; readonly digests: readonly object[] },
): ScheduleRoom & { readonly queued: DeliveryKey[] } {
  const queued: DeliveryKey[] = [];
  return {
    db: database.db,
    accountId: DEFAULT_ACCOUNT,
    config: DeskConfig.parse({ digests: options.digests }),
    compose: async ({ digest, now }) => ({
      report: { summary: `${digest.title} at ${now.toISOString()}`, sections: [] },
      isQuiet: false,
    }),
    enqueue: async (_db, keys) => void queued.push(...keys),
    clock: options.clock,
    logger: silentLogger,
    processName: "test/1",
    queued,
  };
}

export function digestOf(room: ScheduleRoom): Digest {
  const [digest] = room.config.digests;
  if (!digest) throw new Error("No digest is configured");
  return digest;
}

/** The fields of a digest that are needed, as deskpulse.yaml has them. */
export function digestFields(fields: object = {}): object {
  return {
    id: "morning",
    title: "Morning",
    cron: "30 8 * * *",
    timezone: "Europe/Amsterdam",
    kpis: ["csat"],
    targets: [{ slack: "C1" }, { console: true }],
    ...fields,
  };
}
