import { type Kysely, sql } from "kysely";

/** Facts of what the first KPIs did not need; the projector folds what is in the log already. */
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

const key = "account_id text not null, subject text not null, no integer not null";
const primaryKey = "primary key (account_id, subject, no)";
const money = "amount numeric not null, currency text not null";
const validity = "valid_from timestamptz not null, valid_to timestamptz";

const statements = [
  "alter table conversations add resolution_business_ms bigint",
  "alter table turns add wait_business_ms bigint",
  "alter table episodes add duration_business_ms bigint",
  "alter table messages add sentiment text, add is_answered boolean, add is_in_service_hours boolean",
  "alter table ratings add better_is text",
  `create index conversations_customer on conversations (account_id, customer_id, opened_at)`,
  `create table snoozes (${key},${attributes}, from_at timestamptz not null, until_at timestamptz, ${primaryKey})`,
  `create table survey_offers (${key},${attributes},
    at timestamptz not null, survey text not null, is_answered boolean, ${primaryKey})`,
  `create table orders (${key},${attributes},
    at timestamptz not null, order_id text not null, email_hash text, is_new_customer boolean, ${money}, ${primaryKey})`,
  `create table conversions (${key},${attributes}, at timestamptz not null, kind text not null, ${primaryKey})`,
  `create table payments (${key},${attributes},
    at timestamptz not null, payment_id text not null, kind text not null, ${money}, ${primaryKey})`,
  `create table contact_states (${key}, contact_id text not null, segment text, ${validity},
    is_active boolean not null, has_cell_phone boolean not null, has_email boolean not null,
    is_subscribed boolean not null, ${primaryKey})`,
  `create table contact_changes (${key}, contact_id text not null, segment text,
    at timestamptz not null, kind text not null, ${primaryKey})`,
  `create table subscriptions (${key}, customer_id text not null, segment text, ${validity}, ${money}, ${primaryKey})`,
  `create table subscription_changes (${key}, customer_id text not null, segment text,
    at timestamptz not null, kind text not null, ${money}, ${primaryKey})`,
  `create table appointments (account_id text not null, subject text not null, appointment_id text not null,
    contact_id text, starts_at timestamptz, status text not null, last_event_at timestamptz not null,
    primary key (account_id, subject))`,
  `create table reminders (${key}, appointment_id text not null, contact_id text,
    at timestamptz not null, is_answered boolean not null, status text not null, ${primaryKey})`,
  `create table mentions (account_id text not null, subject text not null, at timestamptz not null,
    network text not null, sentiment text, primary key (account_id, subject))`,
  `create table costs (account_id text not null, subject text not null,
    from_at timestamptz not null, to_at timestamptz not null, team_id text, channel text, kind text, ${money},
    primary key (account_id, subject))`,
  `create table traffic (account_id text not null, subject text not null,
    from_at timestamptz not null, to_at timestamptz not null,
    page_views bigint, page_views_in_opening_hours bigint, page_views_with_agent_online bigint,
    site_visits bigint, support_page_visits bigint, chat_button_shown bigint, chats_started bigint,
    primary key (account_id, subject))`,
  `create table employee_answers (account_id text not null, subject text not null, at timestamptz not null,
    agent_id text, team_id text, score double precision not null,
    scale_min double precision, scale_max double precision, primary key (account_id, subject))`,
  `create table presences (${key}, agent_id text not null, state text not null, ${validity}, ${primaryKey})`,
  `create table employments (${key}, agent_id text not null, ${validity}, ${primaryKey})`,
  `create table absences (${key}, agent_id text not null, at timestamptz not null,
    hours double precision not null, planned_hours double precision, ${primaryKey})`,

  "create index snoozes_from on snoozes (account_id, from_at)",
  "create index survey_offers_at on survey_offers (account_id, at)",
  "create index ratings_customer on ratings (account_id, customer_id, at)",
  "create index orders_at on orders (account_id, at)",
  "create index orders_email on orders (account_id, email_hash, at)",
  "create index orders_customer on orders (account_id, customer_id, at)",
  "create index conversions_at on conversions (account_id, at)",
  "create index payments_at on payments (account_id, at)",
  "create index contact_states_from on contact_states (account_id, valid_from)",
  "create index contact_states_contact on contact_states (account_id, contact_id, valid_from)",
  "create index contact_changes_at on contact_changes (account_id, at)",
  "create index subscriptions_from on subscriptions (account_id, valid_from)",
  "create index subscriptions_customer on subscriptions (account_id, customer_id, valid_from)",
  "create index subscription_changes_at on subscription_changes (account_id, at)",
  "create index appointments_contact on appointments (account_id, contact_id)",
  "create index reminders_at on reminders (account_id, at)",
  "create index mentions_at on mentions (account_id, at)",
  "create index costs_from on costs (account_id, from_at)",
  "create index traffic_from on traffic (account_id, from_at)",
  "create index employee_answers_at on employee_answers (account_id, at)",
  "create index presences_agent on presences (account_id, agent_id, valid_from)",
  "create index employments_agent on employments (account_id, agent_id, valid_from)",
  "create index absences_at on absences (account_id, at)",

  // What is in the log already has facts of these kinds too.
  `insert into changed_subjects (account_id, subject_kind, subject_id)
    select distinct account_id, subject_kind, subject_id from events`,
];
