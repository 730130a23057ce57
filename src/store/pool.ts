import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Logger } from "../logger.ts";
import { databasePlace } from "./database-place.ts";
import type { Database } from "./tables.ts";
import { wordedPool } from "./worded-pool.ts";

/** What one process needs of one Postgres. */
export interface Connections {
  readonly pool: pg.Pool;
  /** Runs on `pool`; what is not the query's fault (a lost connection, a full disk) is thrown as OperationError. */
  readonly db: Kysely<Database>;
}

/**
 * A pool whose sessions are in UTC and without JIT, and whose int8 are numbers (counts and milliseconds stay far below 2^53).
 * Nothing is connected before the first query.
 */
export function connections(url: string, logger: Logger, place = databasePlace(url)): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: "deskpulse",
    connectionTimeoutMillis: 15_000,
    types: int8AsNumber(),
    // Not by a start-up parameter: connection poolers in between refuse those they do not know.
    onConnect: async (client) => {
      // Where the server would compile statements: those of KPIs are answered sooner than compiled.
      await client.query("set time zone 'UTC'; set jit = off");
    },
  });
  // Without a listener a connection that breaks while idle would end the process; the pool replaces it by itself.
  pool.on("error", (error) => {
    // While the pool ends, the server may end the connections before the pool has.
    if (!pool.ending) logger.warn({ reason: error.message }, "An idle database connection was lost");
  });
  // The same for one that is held but asked nothing at the moment: its next query fails, which is answered there.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    pool,
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool: wordedPool(pool, place) }) }),
  };
}

function int8AsNumber(): pg.CustomTypesConfig {
  const int8Array = 1016;
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(int8Array, (text) =>
    text === "{}"
      ? []
      : text
          .slice(1, -1)
          .split(",")
          .map((item) => (item === "NULL" ? null : Number(item))),
  );
  return types;
}
