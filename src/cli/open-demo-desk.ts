import { join } from "node:path";
import { fixedClock, systemClock } from "../clock.ts";
import { readEnvironment } from "../config/environment.ts";
import { demoConfig } from "../demo/demo-config.ts";
import { sampleDesk } from "../demo/sample-desk.ts";
import { processLogger } from "../logger.ts";
import { appendEvents } from "../store/event-log.ts";
import { openStore } from "../store/open-store.ts";
import { projectChanges } from "../store/projector.ts";
import { applyDeskConfig } from "./apply-desk-config.ts";
import { demoMoment } from "./demo-moment.ts";
import type { DemoProgress } from "./demo-progress.ts";
import { rewindDemo } from "./demo-rewind.ts";
import type { Desk } from "./open-desk.ts";

const SEED = 1;
const BATCH = 2000;

/** The sample desk as it stood at one moment. */
export interface DemoDesk extends Desk {
  readonly moment: Date;
}

/**
 * Opens the sample desk, in a database of its own below the data folder whatever DATABASE_URL says: no real desk is ever
 * mixed with invented numbers. It is filled once a day.
 *
 * @param progress is told what is being done, in words
 */
export async function openDemoDesk(progress: DemoProgress): Promise<DemoDesk> {
  const config = demoConfig();
  const moment = demoMoment(systemClock.now(), config.timezone);
  const environment = readEnvironment();
  const logger = processLogger(environment.LOG_LEVEL === "info" ? "warn" : environment.LOG_LEVEL);
  progress(0, "starting PostgreSQL");
  const store = await openStore({
    dataDirectory: join(environment.DESKPULSE_DATA_DIR, "demo"),
    logger,
  });
  const desk: DemoDesk = {
    environment,
    config,
    store,
    logger,
    clock: fixedClock(moment),
    accountId: `demo-${moment.toISOString().slice(0, 10)}`,
    moment,
    close: () => store.close(),
  };
  try {
    await fill(desk, progress);
    return desk;
  } catch (error) {
    await desk.close();
    throw error;
  }
}

async function fill(desk: DemoDesk, progress: DemoProgress): Promise<void> {
  const { store, accountId, config, moment } = desk;
  await applyDeskConfig(store, accountId, config, { now: moment });
  const events = [...sampleDesk({ seed: SEED, until: moment })];
  for (let start = 0; start < events.length; start += BATCH) {
    progress(start / events.length / 2, "twelve weeks of events");
    await appendEvents(store.db, accountId, events.slice(start, start + BATCH), moment);
  }
  await rewindDemo(store.db, accountId);
  await projectChanges(store.db, {
    onProgress: (folded, left) => progress(0.5 + folded / (folded + left) / 2, "their facts"),
  });
}
