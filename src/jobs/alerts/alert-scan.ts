import { knownWatches, markScanned } from "../../store/alert-watches.ts";
import { followEpisodes } from "./alert-follow.ts";
import { openDue } from "./alert-open.ts";
import { type AlertRoom, watchesOf } from "./alert-room.ts";
import { updateMessages } from "./alert-updates.ts";
import { followStorms } from "./follow-storms.ts";
import { scanKpiAlerts } from "./kpi-alert-scan.ts";
import { repeatLooks } from "./repeat-looks.ts";
import { roundUpReleased } from "./round-up.ts";
import { watchedAlerts } from "./watched-alerts.ts";

/** Moments at once, and episodes at once: they are opened, or followed, together. */
const TOGETHER = 500;
/** So that new promises are looked for and messages brought up to date in between, however much there is. */
const MOST_BATCHES = 3;
const LONGEST_MS = 1_000;

/**
 * Looks once for what has come: warnings and breaches, changed clocks, the ends of promises, messages to be updated. Any
 * number of processes may do so at once, and again after one that died. Where no policy names anybody, only what was
 * told of before is looked after to its end.
 *
 * @returns whether all was looked at: else there is more to be done at once
 */
export async function scanAlerts(room: AlertRoom): Promise<boolean> {
  const isAll = await scanPromises(room);
  await editMessages(room);
  return isAll;
}

async function scanPromises(room: AlertRoom): Promise<boolean> {
  const now = room.clock.now();
  const watches = await knownWatches(room.db, room.accountId, watchesOf(room.config), now);
  const isAllOpen =
    watches.length === 0 || (await inBatches(room, (limit) => openDue(room, watches, now, limit)));
  await roundUpReleased(room, now);
  const isAllFollowed = await inBatches(room, (limit) => followEpisodes(room, now, limit));
  if (isAllOpen) await markScanned(room.db, room.accountId, watches, now);
  return isAllOpen && isAllFollowed;
}

async function editMessages(room: AlertRoom): Promise<void> {
  await followStorms(room);
  await updateMessages(room);
}

/** Whether all was looked at. */
async function inBatches({ clock }: AlertRoom, work: (limit: number) => Promise<number>): Promise<boolean> {
  const until = clock.now().getTime() + LONGEST_MS;
  for (let batch = 0; batch < MOST_BATCHES && clock.now().getTime() <= until; batch++) {
    if ((await work(TOGETHER)) < TOGETHER) return true;
  }
  return false;
}

export interface AlertScan {
  /** No further look begins; waits for the one at work. */
  stop(): Promise<void>;
}

const EVERY_MS = 1_000;
/** Where nothing is watched for, what was watched before may still have to be settled. */
const IDLE_MS = 60_000;

/**
 * Looks every second until stopped: for promises, beside it for KPIs, which take longer to be computed, and beside both
 * for messages to be edited, since a platform may take ten seconds to say nothing.
 */
export function startAlertScan(room: AlertRoom): AlertScan {
  const stopping = new AbortController();
  const { config, logger } = room;
  const isWatching = watchesOf(config).length + watchedAlerts(config).length > 0;
  const everyMs = isWatching ? EVERY_MS : IDLE_MS;
  const looks = [
    { what: "promises in danger", everyMs, look: () => scanPromises(room) },
    { what: "KPIs", everyMs, look: () => scanKpiAlerts(room).then(() => true) },
    { what: "messages", everyMs, look: () => editMessages(room).then(() => true) },
  ];
  const isOver = repeatLooks(looks, stopping.signal, logger);
  return {
    async stop() {
      stopping.abort();
      await isOver;
    },
  };
}
