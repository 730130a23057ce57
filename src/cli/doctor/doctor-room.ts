import type { Kysely } from "kysely";
import type { Clock } from "../../clock.ts";
import type { DeskConfig } from "../../config/desk-config.ts";
import type { Environment } from "../../config/environment.ts";
import type { KnownDigest } from "../../digests/known-digests.ts";
import type { Logger } from "../../logger.ts";
import type { Database } from "../../store/tables.ts";
import type { TeamsSdkOptions } from "../../surfaces/teams/teams-sdk.ts";

/** What the checks look at. Whatever could not be read is as if it were not set. */
export interface DoctorRoom {
  readonly environment: Environment;
  readonly config: DeskConfig;
  /** Of the file, and those made in chat where the database can be asked. */
  readonly digests: readonly KnownDigest[];
  /** undefined: not there, or of another version. */
  readonly db: Kysely<Database> | undefined;
  readonly accountId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What stands in for Microsoft in tests. */
  readonly microsoft?: Pick<TeamsSdkOptions, "token"> & { readonly trustedServiceUrls?: readonly string[] };
}
