import type { Kysely } from "kysely";
import { schedule } from "node-cron";
import type { Clock } from "../clock.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { reason } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { dropOldAlerts } from "../store/alert-retention.ts";
import { eraseForgotten } from "../store/erasure-requests.ts";
import { dropOldEvents } from "../store/retention.ts";
import { retryPausedTargets } from "../store/retry-paused-targets.ts";
import { whileLocked } from "../store/session-lock.ts";
import type { Database } from "../store/tables.ts";
import { alertSources } from "./alerts/alert-targets.ts";

export interface UpkeepRoom {
  readonly db: Kysely<Database>;
  readonly accountId: string;
  readonly config: Pick<DeskConfig, "retention" | "sla" | "alerts">;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Upkeep {
  /** No further work begins; waits for that at work. */
  stop(): Promise<void>;
}

/** What happened to an alert is asked for weeks, not for years. */
const ALERTS_KEPT_MS = 90 * 86_400_000;

/** What was found gone just now is left for the next hour. */
const JUST_GONE_MS = 600_000;
/** As long as the messages of alerts are tried. */
const ALERTS_TRIED_MS = 24 * 3_600_000;

/**
 * Erases forgotten contacts every minute, tries channels of alerts again at the start and every hour, and drops what is
 * old at the start and every night; one process at a time.
 */
export function startUpkeep(room: UpkeepRoom): Upkeep {
  let current: Promise<unknown> = guarded(room, async () => {
    await retryChannels(room, 0);
    await eraseRequested(room);
    await dropAged(room);
    await dropAlerts(room);
  });
  const run = (work: (room: UpkeepRoom) => Promise<void>) => () => {
    current = current.then(() => guarded(room, () => work(room)));
    return current;
  };
  const options = { timezone: "UTC", noOverlap: true, suppressMissedWarning: true };
  const tasks = [
    schedule("* * * * *", run(eraseRequested), { name: "erasure", ...options }),
    schedule("7 * * * *", run(retryChannels), { name: "alert-channels", ...options }),
    schedule("17 3 * * *", run(dropAged), { name: "retention", ...options }),
    schedule("27 3 * * *", run(dropAlerts), { name: "alert-retention", ...options }),
  ];
  return {
    async stop() {
      for (const task of tasks) await task.destroy();
      await current;
    },
  };
}

/**
 * Somebody asks the bot back into a channel without telling it. A digest is sent once more by hand; an alert that nobody
 * got would be missed for good.
 */
async function retryChannels(
  { db, accountId, config, clock, logger }: UpkeepRoom,
  afterMs: number = JUST_GONE_MS,
): Promise<void> {
  const now = clock.now();
  const targets = alertSources(config).flatMap((source) => source.targets);
  const retried = await retryPausedTargets(db, accountId, targets, {
    pausedBefore: new Date(now.getTime() - afterMs),
    now,
    expiresAt: new Date(now.getTime() + ALERTS_TRIED_MS),
  });
  if (retried > 0) logger.info({ targets: retried }, "Channels of alerts that were gone are tried again");
}

/** Erases whom `contact.forgotten` events ask for. */
async function eraseRequested({ db, accountId, clock, logger }: UpkeepRoom): Promise<void> {
  const erased = await whileLocked(db, `erasure/${accountId}`, () =>
    eraseForgotten(db, accountId, clock.now()),
  );
  if (erased !== "busy" && erased > 0) logger.info({ contacts: erased }, "Contacts were forgotten");
}

/** Drops months of the log that are older than the configuration keeps them; with nothing configured all are kept. */
async function dropAged({ db, config, clock, logger }: UpkeepRoom): Promise<void> {
  const age = config.retention.events;
  if (age === undefined) return;
  const cutoff = new Date(clock.now().getTime() - age);
  const retention = await whileLocked(db, "retention", () => dropOldEvents(db, cutoff));
  if (retention === "busy") return;
  const { months, subjects, busy } = retention;
  if (months.length > 0) logger.info({ months, subjects }, "Old events were dropped; their facts stay");
  if (busy.length > 0) logger.warn({ months: busy }, "Old months were in use; they are tried again tomorrow");
}

/** Drops what happened to alerts that are long over. */
async function dropAlerts({ db, accountId, clock, logger }: UpkeepRoom): Promise<void> {
  const cutoff = new Date(clock.now().getTime() - ALERTS_KEPT_MS);
  const dropped = await whileLocked(db, `alert-retention/${accountId}`, () =>
    dropOldAlerts(db, accountId, cutoff),
  );
  if (dropped !== "busy" && dropped.posts + dropped.history > 0)
    logger.info({ ...dropped }, "What happened to old alerts was dropped; their numbers stay");
}

async function guarded({ logger }: UpkeepRoom, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger.error({ reason: reason(error) }, "Upkeep failed; it is tried again at its next time");
  }
}
