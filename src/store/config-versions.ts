import { type Kysely, sql } from "kysely";
import type { Version } from "../facts/in-force.ts";
import type { Database } from "./tables.ts";

/** All of the configuration; what business time is measured by; what is promised to customers. */
export type ConfigPart = "config" | "calendars" | "sla";

/** The configuration as it was applied last. */
export interface StoredConfig {
  readonly version: number;
  readonly appliedAt: Date;
  /** As validated: spans are milliseconds, defaults are filled in. */
  readonly content: object;
}

/** Null before any was applied. */
export async function storedConfig(db: Kysely<Database>, accountId: string): Promise<StoredConfig | null> {
  const row = await db
    .selectFrom("config_versions")
    .select(["version", "applied_at", "content"])
    .where("account_id", "=", accountId)
    .where("part", "=", "config")
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { version: row.version, appliedAt: row.applied_at, content: row.content } : null;
}

/** The versions of a part, the first stored first. */
export async function configVersions<T>(
  db: Kysely<Database>,
  accountId: string,
  part: ConfigPart,
): Promise<readonly Version<T>[]> {
  const { rows } = await sql<Version<T>>`
    select valid_from as "validFrom", content from config_versions
    where account_id = ${accountId} and part = ${part}
    order by version
  `.execute(db);
  return rows;
}

/** Tells the newest version of a part from every other in the world; null where there is none. */
export async function newestRevision(
  db: Kysely<Database>,
  accountId: string,
  part: ConfigPart,
): Promise<string | null> {
  const { rows } = await sql<{ revision: string }>`
    select revision from config_versions
    where account_id = ${accountId} and part = ${part}
    order by version desc limit 1
  `.execute(db);
  return rows[0]?.revision ?? null;
}
