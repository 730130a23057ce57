import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Digests that somebody subscribed a channel to in chat: they stand beside those of deskpulse.yaml.
  `create table chat_digests (
    account_id text not null,
    digest_id text not null,
    digest jsonb not null,
    made_by text not null,
    made_at timestamptz not null,
    primary key (account_id, digest_id)
  )`,
  // What a channel has said of a digest that is posted there.
  `create table digest_places (
    account_id text not null,
    platform text not null,
    target text not null,
    digest_id text not null,
    paused_at timestamptz,
    paused_by text,
    muted_kpis text[] not null default '{}',
    primary key (account_id, platform, target, digest_id)
  )`,
];
