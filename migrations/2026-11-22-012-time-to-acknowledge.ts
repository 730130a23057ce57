import { type Kysely, sql } from "kysely";

/** When people could first know of an alert, and when somebody first took it on: what the time in between is counted by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table alert_episodes
    add column first_told_at timestamptz,
    add column first_acknowledged_at timestamptz,
    add column first_acknowledged_agent_id text,
    add column acknowledged_after_ms bigint check (acknowledged_after_ms >= 0)`,
  `alter table alert_episodes add constraint alert_episodes_first_acknowledgement check (
    (first_acknowledged_at is null) = (acknowledged_after_ms is null)
    and (first_acknowledged_agent_id is null or first_acknowledged_at is not null)
  )`,
  // What is held back still waits for the end of its quiet hours. Who took on what is there already, nobody knows any more.
  "update alert_episodes set first_told_at = told_at where held_until is null",
  "create index alert_episodes_told on alert_episodes (account_id, first_told_at)",
  "create index alert_episodes_ended on alert_episodes (account_id, ended_at)",
  `create index alert_episodes_acknowledged on alert_episodes (account_id, first_acknowledged_at)
    where first_acknowledged_at is not null`,
];
