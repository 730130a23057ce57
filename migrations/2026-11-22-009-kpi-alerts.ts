import { type Kysely, sql } from "kysely";

/** An alert may be of a KPI instead of a wait: both have the same numbers, posts and history. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  "alter table alert_episodes drop constraint alert_episodes_state_check",
  `alter table alert_episodes
    add column kind text not null default 'wait' check (kind in ('wait', 'kpi')),
    add column kpi_alert text,
    add column told jsonb,
    alter column conversation_id drop not null,
    alter column target drop not null,
    alter column of_no drop not null,
    alter column policy drop not null`,
  `alter table alert_episodes add constraint alert_episodes_kind_and_state check (
    case kind
      when 'wait' then num_nulls(conversation_id, target, of_no, policy) = 0 and num_nonnulls(kpi_alert, told) = 0
        and state in ('in-time', 'at-risk', 'breached', 'paused', 'resolved', 'cancelled')
      else num_nulls(kpi_alert, told) = 0 and num_nonnulls(conversation_id, target, of_no, policy, due_at) = 0
        and state in ('firing', 'resolved', 'cancelled')
    end
  )`,
  `create unique index alert_episodes_kpi_open on alert_episodes (account_id, kpi_alert)
    where kpi_alert is not null and ended_at is null`,
  // What each KPI alert of the configuration has come to, and when it is looked at next, by whichever process.
  `create table kpi_alert_states (
    account_id text not null,
    alert_id text not null,
    measures text not null,
    known_since timestamptz not null,
    next_look_at timestamptz not null,
    looked_at timestamptz,
    state text not null default 'idle' check (state in ('idle', 'pending', 'firing')),
    since timestamptz,
    value double precision,
    sample double precision,
    episode_id bigint,
    shown_at timestamptz,
    primary key (account_id, alert_id),
    check ((state = 'firing') = (episode_id is not null))
  )`,
];
