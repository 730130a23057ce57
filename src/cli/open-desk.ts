import { type Clock, systemClock } from "../clock.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { type Environment, readEnvironment } from "../config/environment.ts";
import { type Logger, processLogger } from "../logger.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { applyDeskConfig } from "./apply-desk-config.ts";
import { isConfigAtHand, readDeskConfig } from "./read-desk-config.ts";

/** What most commands need. */
export interface Desk extends DeskSettings {
  readonly store: Store;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly accountId: string;
  close(): Promise<void>;
}

/** What is read before anything is opened, so that a wrong word costs nothing. */
export interface DeskSettings {
  readonly environment: Environment;
  readonly config: DeskConfig;
}

/** @throws OperationError naming every wrong variable or every problem of the configuration with its place */
export async function readDeskSettings(environment = readEnvironment()): Promise<DeskSettings> {
  return { environment, config: await readDeskConfig(environment) };
}

/**
 * Opens the store, having read the configuration unless it is given, and applies the configuration where it differs
 * from what is stored. Close it.
 *
 * @param leavesStored do not apply it
 * @throws OperationError naming what is wrong, where, and the remedy
 */
export async function openDesk(
  environment = readEnvironment(),
  given?: DeskConfig,
  { leavesStored = false } = {},
): Promise<Desk> {
  const config = given ?? (await readDeskConfig(environment));
  const logger = processLogger(environment.LOG_LEVEL);
  const store = await openStore({
    databaseUrl: environment.DATABASE_URL,
    dataDirectory: environment.DESKPULSE_DATA_DIR,
    logger,
  });
  const accountId = DEFAULT_ACCOUNT;
  try {
    // A command that is run where there is no configuration leaves what others stored.
    if (!leavesStored && (await isConfigAtHand(environment))) {
      const { refolded } = await applyDeskConfig(store, accountId, config, { now: systemClock.now() });
      if (refolded > 0) logger.info({ subjects: refolded }, "deskpulse.yaml measures otherwise than before");
    }
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    environment,
    config,
    store,
    logger,
    clock: systemClock,
    accountId,
    close: () => store.close(),
  };
}
