import { type Clock, systemClock } from "../clock.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { type Environment, readEnvironment } from "../config/environment.ts";
import { type Logger, processLogger } from "../logger.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { readDeskConfig } from "./read-desk-config.ts";

/** What most commands need. */
export interface Desk {
  readonly environment: Environment;
  readonly config: DeskConfig;
  readonly store: Store;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly accountId: string;
  close(): Promise<void>;
}

/**
 * Reads environment and configuration and opens the store. Close it.
 *
 * @throws OperationError naming what is wrong, where, and the remedy
 */
export async function openDesk(environment: Environment = readEnvironment()): Promise<Desk> {
  const config = await readDeskConfig(environment);
  const logger = processLogger(environment.LOG_LEVEL);
  const store = await openStore({
    databaseUrl: environment.DATABASE_URL,
    dataDirectory: environment.DESKPULSE_DATA_DIR,
    logger,
  });
  return {
    environment,
    config,
    store,
    logger,
    clock: systemClock,
    accountId: DEFAULT_ACCOUNT,
    close: () => store.close(),
  };
}
