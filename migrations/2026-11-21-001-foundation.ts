import { type Kysely, sql } from "kysely";

/**
 * Every table carries account_id, first in every key: one process can serve several desks apart, and it is the
 * distribution key when one server is outgrown.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const attributes = `
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
  team_id text`;

const statements = [
  // A redelivered event may carry another time, so what makes it known cannot stand in the partitioned table.
  `create table event_keys (
    account_id text not null,
    source text not null,
    event_id text not null,
    primary key (account_id, source, event_id)
  )`,
  `create table events (
    account_id text not null,
    occurred_at timestamptz not null,
    source text not null,
    event_id text not null,
    received_at timestamptz not null,
    type text not null,
    subject_kind text not null,
    subject_id text not null,
    data jsonb not null
  ) partition by range (occurred_at)`,
  `create index events_subject on events (account_id, subject_kind, subject_id, occurred_at)`,
  `create index events_time on events (account_id, occurred_at)`,

  // Written in the transaction of the events; the projector deletes what it has folded.
  `create table changed_subjects (
    id bigint generated always as identity,
    account_id text not null,
    subject_kind text not null,
    subject_id text not null,
    changed_at timestamptz not null default now(),
    primary key (account_id, id)
  )`,
  // Which conversation a conversation.merged event points at, so that a family can be folded together.
  `create table conversation_links (
    account_id text not null,
    conversation_id text not null,
    into_id text not null,
    primary key (account_id, conversation_id, into_id)
  )`,
  `create index conversation_links_into on conversation_links (account_id, into_id)`,

  // How far the log and the facts are, by source.
  `create table watermarks (
    account_id text not null,
    source text not null,
    newest_event_at timestamptz not null,
    last_arrival_at timestamptz not null,
    events bigint not null,
    primary key (account_id, source)
  )`,

  // Facts. subject is "kind/id" of what was folded: a fold replaces all rows of its subject.
  `create table conversations (
    account_id text not null,
    subject text not null,${attributes},
    opened_at timestamptz not null,
    status text not null,
    merged_into text,
    discard_reason text,
    is_archived boolean not null,
    replied_at timestamptz,
    replies integer not null,
    first_resolved_at timestamptz,
    resolved_at timestamptz,
    resolved_agent_id text,
    resolved_team_id text,
    is_resolved_automatically boolean,
    replies_before_resolution integer,
    resolution_ms bigint,
    snoozed_ms bigint,
    handle_ms bigint,
    last_event_at timestamptz not null,
    primary key (account_id, subject)
  )`,
  `create index conversations_opened on conversations (account_id, opened_at)`,
  `create index conversations_resolved on conversations (account_id, resolved_at)`,
  `create table turns (
    account_id text not null,
    subject text not null,
    no integer not null,${attributes},
    is_first boolean not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    ending text,
    wait_ms bigint,
    primary key (account_id, subject, no)
  )`,
  `create index turns_ended on turns (account_id, ended_at)`,
  `create index turns_waiting on turns (account_id, started_at) where ended_at is null`,
  `create table episodes (
    account_id text not null,
    subject text not null,
    no integer not null,${attributes},
    opened_at timestamptz not null,
    resolved_at timestamptz,
    is_automatic boolean,
    reopened_at timestamptz,
    duration_ms bigint,
    snoozed_ms bigint,
    primary key (account_id, subject, no)
  )`,
  `create index episodes_resolved on episodes (account_id, resolved_at)`,
  `create index episodes_opened on episodes (account_id, opened_at)`,
  `create table messages (
    account_id text not null,
    subject text not null,
    no integer not null,${attributes},
    at timestamptz not null,
    direction text not null,
    author text not null,
    in_reply_to text,
    images integer not null,
    videos integer not null,
    audios integer not null,
    files integer not null,
    primary key (account_id, subject, no)
  )`,
  `create index messages_at on messages (account_id, at)`,
  `create table ratings (
    account_id text not null,
    subject text not null,
    no integer not null,${attributes},
    at timestamptz not null,
    survey text not null,
    score double precision,
    scale_min double precision,
    scale_max double precision,
    answer text,
    is_positive boolean not null,
    primary key (account_id, subject, no)
  )`,
  `create index ratings_at on ratings (account_id, at)`,
  `create table closings (
    account_id text not null,
    subject text not null,
    no integer not null,${attributes},
    at timestamptz not null,
    primary key (account_id, subject, no)
  )`,
  `create index closings_at on closings (account_id, at)`,
  `create table agents (
    account_id text not null,
    agent_id text not null,
    name text,
    email text,
    is_active boolean not null,
    left_at timestamptz,
    primary key (account_id, agent_id)
  )`,
  // valid_from '-infinity' and valid_to 'infinity' at the open ends.
  `create table agent_teams (
    account_id text not null,
    agent_id text not null,
    team_id text,
    valid_from timestamptz not null,
    valid_to timestamptz not null,
    primary key (account_id, agent_id, valid_from)
  )`,

  // A file being imported: how far it is, so that an interrupted import goes on where it was.
  `create table imports (
    account_id text not null,
    file_digest text not null,
    file_name text not null,
    records bigint not null,
    is_complete boolean not null,
    updated_at timestamptz not null,
    primary key (account_id, file_digest)
  )`,

  // What start knows of each digest: occurrences before known_since are never made up for.
  `create table digest_schedules (
    account_id text not null,
    digest_id text not null,
    cron text not null,
    timezone text not null,
    known_since timestamptz not null,
    checked_until timestamptz not null,
    primary key (account_id, digest_id)
  )`,
  // One a digest and local occurrence (or an asked-for moment): the claim that it happens once.
  `create table digest_occurrences (
    account_id text not null,
    digest_id text not null,
    occurrence text not null,
    due_at timestamptz not null,
    state text not null check (state in ('claimed', 'composed', 'skipped', 'quiet')),
    reason text,
    report jsonb,
    claimed_at timestamptz not null,
    claimed_by text not null,
    primary key (account_id, digest_id, occurrence)
  )`,
  // The ledger: what was promised to whom, unique per (what, occurrence, target).
  `create table deliveries (
    account_id text not null,
    delivery_id uuid not null default gen_random_uuid(),
    kind text not null,
    subject_id text not null,
    occurrence text not null,
    platform text not null,
    target text not null,
    report jsonb not null,
    state text not null check (state in ('planned', 'sending', 'sent', 'failed', 'skipped')),
    attempts integer not null default 0,
    is_unclear boolean not null default false,
    due_at timestamptz not null,
    expires_at timestamptz not null,
    next_attempt_at timestamptz,
    request_started_at timestamptz,
    sent_at timestamptz,
    message_ref jsonb,
    error text,
    created_at timestamptz not null,
    primary key (account_id, delivery_id),
    unique (account_id, kind, subject_id, occurrence, platform, target)
  )`,
  `create index deliveries_unsettled on deliveries (account_id, next_attempt_at) where state in ('planned', 'sending')`,
  // When the next message may go to a channel, kept across replicas.
  `create table target_pacing (
    account_id text not null,
    platform text not null,
    target text not null,
    next_at timestamptz not null,
    primary key (account_id, platform, target)
  )`,
  // A target that is gone for good: nothing is sent there until it is resumed.
  `create table paused_targets (
    account_id text not null,
    platform text not null,
    target text not null,
    reason text not null,
    paused_at timestamptz not null,
    primary key (account_id, platform, target)
  )`,
  // Where Teams conversations can be reached, stored on install and first message.
  `create table conversation_references (
    account_id text not null,
    platform text not null,
    target text not null,
    reference jsonb not null,
    updated_at timestamptz not null,
    primary key (account_id, platform, target)
  )`,
  // Secrets made by the process itself, such as the key that signs chart addresses.
  `create table secrets (
    account_id text not null,
    name text not null,
    value text not null,
    created_at timestamptz not null,
    primary key (account_id, name)
  )`,
];
