import { type Kysely, sql } from "kysely";

/** The clocks of what was promised to customers. There are none before a policy is applied. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table sla_clocks (
    account_id text not null,
    subject text not null,
    no integer not null,
    conversation_id text,
    channel text,
    priority text,
    topic text,
    product text,
    segment text,
    customer_id text,
    initiated_by text,
    tags text[] not null default '{}',
    agent_id text,
    team_id text,
    kind text not null,
    of_no integer not null,
    policy text not null,
    policy_version text not null,
    calendar text,
    target_ms bigint not null,
    carried_ms bigint not null,
    started_at timestamptz not null,
    due_at timestamptz,
    warn_at timestamptz[] not null,
    stopped_at timestamptz,
    ending text,
    paused_at timestamptz,
    paused_ms bigint not null,
    worked_ms bigint,
    primary key (account_id, subject, no)
  )`,
  `create table sla_moments (
    account_id text not null,
    subject text not null,
    no integer not null,
    conversation_id text,
    clock_no integer not null,
    kind text not null,
    at timestamptz not null,
    primary key (account_id, subject, no)
  )`,
  "create index sla_clocks_due on sla_clocks (account_id, due_at)",
  "create index sla_clocks_running on sla_clocks (account_id, due_at) where ending is null",
  "create index sla_moments_at on sla_moments (account_id, at)",
];
