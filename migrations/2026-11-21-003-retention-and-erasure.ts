import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Subjects whose events are gone from the log: their facts are kept as they are and never folded again.
  `create table dropped_subjects (
    account_id text not null,
    subject_kind text not null,
    subject_id text not null,
    dropped_at timestamptz not null,
    changed_at timestamptz,
    primary key (account_id, subject_kind, subject_id)
  )`,
  // The audit of what was erased; the contact only as a keyed hash.
  `create table erasures (
    account_id text not null,
    erasure_id uuid not null default gen_random_uuid(),
    contact_hash text not null,
    requested_by text not null,
    erased_at timestamptz not null,
    events bigint not null,
    facts bigint not null,
    primary key (account_id, erasure_id)
  )`,
  `create index erasures_contact on erasures (account_id, contact_hash)`,
  // Forgettings that came as events and are not worked off yet.
  `create index events_forgotten on events (account_id, subject_id)
    where type = 'contact.forgotten' and not starts_with(subject_id, 'forgotten-')`,
];
