import { type Kysely, sql } from "kysely";

/** What deskpulse.yaml said, and since when each part of it counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table config_versions (
      account_id text not null,
      part text not null,
      version integer not null,
      revision uuid not null default gen_random_uuid(),
      valid_from timestamptz,
      content jsonb not null,
      applied_at timestamptz not null,
      primary key (account_id, part, version)
    )
  `.execute(db);
}
