import { setTimeout as delay } from "node:timers/promises";
import type { Kysely } from "kysely";
import type pg from "pg";
import { OperationError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { type DatabasePlace, databasePlace } from "./database-place.ts";
import { databaseProblem } from "./database-problem.ts";
import { embeddedServer } from "./embedded-server.ts";
import { migrate } from "./migrate.ts";
import { connections } from "./pool.ts";
import type { Database } from "./tables.ts";

export interface StoreOptions {
  /** Undefined: the embedded server. */
  readonly databaseUrl?: string | undefined;
  /** Where the embedded server keeps its data. */
  readonly dataDirectory: string;
  readonly logger: Logger;
}

export interface Store {
  /** Runs on `pool`; what is not the query's fault (a lost connection, a full disk) is thrown as OperationError. */
  readonly db: Kysely<Database>;
  readonly pool: pg.Pool;
  /** With its password: not for messages. */
  readonly url: string;
  /** Names of the migrations that opening it has run. */
  readonly migrated: readonly string[];
  /** Ends the connections; the last user of an embedded server stops it. */
  close(): Promise<void>;
}

const OLDEST_SERVER = 150_000;
const CLOSE_PATIENCE_MS = 3_000;

/**
 * Opens the database, migrated: the one DATABASE_URL names, or PostgreSQL embedded in the data folder.
 *
 * @throws OperationError naming what is wrong, where, and the remedy
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDirectory, logger } = options;
  if (databaseUrl !== undefined) return await connect(databaseUrl, databasePlace(databaseUrl), logger);
  const server = await embeddedServer(dataDirectory, logger);
  try {
    const place = databasePlace(server.url, server.folder);
    return await connect(server.url, place, logger, server.release);
  } catch (error) {
    await server.release();
    throw error;
  }
}

async function connect(
  url: string,
  place: DatabasePlace,
  logger: Logger,
  release = async () => {},
): Promise<Store> {
  const { pool, db } = connections(url, logger, place);
  try {
    await refuseOldServer(pool, place);
    const migrated = await migrate(db);
    const close = async () => {
      // A connection that somebody forgot to give back must not keep the process from ending.
      const isClosed = await Promise.race([
        db.destroy().then(() => true),
        delay(CLOSE_PATIENCE_MS, false, { ref: false }),
      ]);
      if (!isClosed) logger.warn({}, "A database connection was still in use when the store was closed");
      await release();
    };
    return { db, pool, url, migrated, close };
  } catch (error) {
    await db.destroy();
    throw databaseProblem(error, place) ?? error;
  }
}

async function refuseOldServer(pool: pg.Pool, place: DatabasePlace): Promise<void> {
  const { rows } = await pool.query("select current_setting('server_version_num')::int as version");
  const version: unknown = rows[0]?.version;
  if (typeof version === "number" && version >= OLDEST_SERVER) return;
  throw new OperationError(
    `PostgreSQL at ${place.host} is version ${Math.trunc(Number(version) / 10_000)}: deskpulse needs 15 or newer.`,
  );
}
