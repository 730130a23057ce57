import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The people of deskpulse.yaml, for the facts: what events never said of an agent is said here.
  `create table people (
    account_id text not null,
    email text not null,
    agent_id text,
    name text,
    team_id text,
    primary key (account_id, email)
  )`,
  `create index people_agent on people (account_id, agent_id)`,
  // Which person a chat user is. Linked by hand with neither email nor agent: nobody, until linked otherwise.
  `create table chat_links (
    account_id text not null,
    platform text not null,
    tenant text not null,
    user_id text not null,
    how text not null check (how in ('email', 'manual')),
    email text,
    agent_id text,
    name text,
    locale text,
    timezone text,
    linked_at timestamptz not null,
    linked_by text,
    checked_at timestamptz,
    primary key (account_id, platform, tenant, user_id)
  )`,
  // Who looked at whose numbers. Shown to that person.
  `create table look_ups (
    account_id text not null,
    look_up_id bigint generated always as identity,
    agent_id text not null,
    by_name text not null,
    by_email text,
    what text not null,
    looked_up_at timestamptz not null,
    primary key (account_id, look_up_id)
  )`,
  `create index look_ups_agent on look_ups (account_id, agent_id, looked_up_at desc)`,
];
