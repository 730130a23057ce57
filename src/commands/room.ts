import type { Kysely } from "kysely";
import type { DeskConfig } from "../config/desk-config.ts";
import type { Logger } from "../logger.ts";
import type { Database } from "../store/tables.ts";

/** What commands need of the process around them. */
export interface Room {
  readonly db: Kysely<Database>;
  readonly accountId: string;
  readonly config: DeskConfig;
  readonly logger: Logger;
}
