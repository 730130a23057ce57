import { type Kysely, sql } from "kysely";

/** Alerts may share a topic or a product too, and too many in an hour, or after quiet hours, are one message as well. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  "alter table alert_episodes add column topic text, add column product text",
  `create index alert_episodes_held on alert_episodes (account_id, held_until)
    where ended_at is null and held_until is not null`,
  "alter table alert_storms drop constraint alert_storms_shares_check",
  `alter table alert_storms add constraint alert_storms_shares_check
    check (shares in ('topic', 'product', 'team', 'channel', 'hour', 'quiet'))`,
  // What was promised to a place lately is counted by the ledger.
  "create index deliveries_recent on deliveries (account_id, platform, target, created_at)",
  "drop index alert_posts_place",
];
