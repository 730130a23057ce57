import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Platforms send again what they take to be lost: what has come in, kept for as long as they do.
  `create table chat_requests (
    account_id text not null,
    platform text not null,
    request_id text not null,
    received_at timestamptz not null,
    primary key (account_id, platform, request_id)
  )`,
  "create index chat_requests_received on chat_requests (account_id, received_at)",
];
