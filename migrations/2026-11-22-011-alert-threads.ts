import { type Kysely, sql } from "kysely";

/** The history of an alert in the thread of its message, and escalations that are edited as its message is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The platform's name of the posted message that it is a reply to.
  "alter table deliveries add column reply_to jsonb",
  // Number -1 of an episode in a place is its history, in the thread of number 0.
  "alter table alert_posts add column has_thread boolean not null default false, add column reason text",
  `alter table alert_episodes
    add column acknowledged_at timestamptz,
    add column is_settled boolean not null default false`,
  // What is over and told to the end is not looked at any more, however much there is.
  "create index alert_episodes_unsettled on alert_episodes (account_id, episode_id) where not is_settled",
];
