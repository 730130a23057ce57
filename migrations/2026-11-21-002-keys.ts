import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Of a key only the SHA-256 of its secret is kept. What was revoked stays, so that it can be told what it was.
  await sql`
    create table api_keys (
      account_id text not null,
      key_id text not null,
      name text not null,
      source text,
      secret_hash text not null,
      rate_per_second integer check (rate_per_second > 0),
      created_at timestamptz not null,
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz,
      primary key (account_id, key_id)
    )
  `.execute(db);
}
