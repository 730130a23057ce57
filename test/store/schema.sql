create table absences (
  account_id text not null,
  subject text not null,
  no integer not null,
  agent_id text not null,
  at timestamp with time zone not null,
  hours double precision not null,
  planned_hours double precision,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX absences_at ON public.absences USING btree (account_id, at);

create table agent_teams (
  account_id text not null,
  agent_id text not null,
  team_id text,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone not null,
  PRIMARY KEY (account_id, agent_id, valid_from)
);

create table agents (
  account_id text not null,
  agent_id text not null,
  name text,
  email text,
  is_active boolean not null,
  left_at timestamp with time zone,
  PRIMARY KEY (account_id, agent_id)
);

create table alert_episodes (
  account_id text not null,
  episode_id bigint not null,
  conversation_id text,
  target text,
  of_no integer,
  policy text,
  channel text,
  team_id text,
  agent_id text,
  priority text,
  state text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  told_at timestamp with time zone not null,
  late_note text,
  breached_at timestamp with time zone,
  ended_at timestamp with time zone,
  held_until timestamp with time zone,
  acknowledged_by text,
  acknowledged_name text,
  acknowledged_until timestamp with time zone,
  escalated_to text[] default '{}'::text[] not null,
  escalated_at timestamp with time zone,
  escalate_at timestamp with time zone,
  version integer default 1 not null,
  kind text default 'wait'::text not null,
  kpi_alert text,
  told jsonb,
  topic text,
  product text,
  acknowledged_at timestamp with time zone,
  is_settled boolean default false not null,
  first_told_at timestamp with time zone,
  first_acknowledged_at timestamp with time zone,
  first_acknowledged_agent_id text,
  acknowledged_after_ms bigint,
  UNIQUE (account_id, conversation_id, target, of_no),
  PRIMARY KEY (account_id, episode_id),
  CHECK ((acknowledged_after_ms >= 0)),
  CHECK ((((first_acknowledged_at IS NULL) = (acknowledged_after_ms IS NULL)) AND ((first_acknowledged_agent_id IS NULL) OR (first_acknowledged_at IS NOT NULL)))),
  CHECK (
CASE kind
    WHEN 'wait'::text THEN ((num_nulls(conversation_id, target, of_no, policy) = 0) AND (num_nonnulls(kpi_alert, told) = 0) AND (state = ANY (ARRAY['in-time'::text, 'at-risk'::text, 'breached'::text, 'paused'::text, 'resolved'::text, 'cancelled'::text])))
    ELSE ((num_nulls(kpi_alert, told) = 0) AND (num_nonnulls(conversation_id, target, of_no, policy, due_at) = 0) AND (state = ANY (ARRAY['firing'::text, 'resolved'::text, 'cancelled'::text])))
END),
  CHECK ((kind = ANY (ARRAY['wait'::text, 'kpi'::text])))
);
CREATE INDEX alert_episodes_acknowledged ON public.alert_episodes USING btree (account_id, first_acknowledged_at) WHERE (first_acknowledged_at IS NOT NULL);
CREATE INDEX alert_episodes_ended ON public.alert_episodes USING btree (account_id, ended_at);
CREATE INDEX alert_episodes_held ON public.alert_episodes USING btree (account_id, held_until) WHERE ((ended_at IS NULL) AND (held_until IS NOT NULL));
CREATE UNIQUE INDEX alert_episodes_kpi_open ON public.alert_episodes USING btree (account_id, kpi_alert) WHERE ((kpi_alert IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX alert_episodes_open ON public.alert_episodes USING btree (account_id, episode_id) WHERE (ended_at IS NULL);
CREATE INDEX alert_episodes_told ON public.alert_episodes USING btree (account_id, first_told_at);
CREATE INDEX alert_episodes_unsettled ON public.alert_episodes USING btree (account_id, episode_id) WHERE (NOT is_settled);

create table alert_history (
  account_id text not null,
  episode_id bigint not null,
  no integer not null,
  at timestamp with time zone not null,
  text text not null,
  PRIMARY KEY (account_id, episode_id, no)
);

create table alert_posts (
  account_id text not null,
  episode_id bigint not null,
  platform text not null,
  target text not null,
  no integer not null,
  delivery_id uuid not null,
  shown_version integer not null,
  failed_updates integer default 0 not null,
  next_update_at timestamp with time zone,
  has_thread boolean default false not null,
  reason text,
  PRIMARY KEY (account_id, episode_id, platform, target, no)
);

create table alert_storm_members (
  account_id text not null,
  storm_id bigint not null,
  episode_id bigint not null,
  PRIMARY KEY (account_id, storm_id, episode_id)
);
CREATE INDEX alert_storm_members_episode ON public.alert_storm_members USING btree (account_id, episode_id);

create table alert_storms (
  account_id text not null,
  storm_id bigint not null,
  platform text not null,
  target text not null,
  shares text not null,
  value text not null,
  started_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  settled_at timestamp with time zone,
  delivery_id uuid,
  shown text,
  failed_updates integer default 0 not null,
  next_update_at timestamp with time zone,
  PRIMARY KEY (account_id, storm_id),
  CHECK ((shares = ANY (ARRAY['topic'::text, 'product'::text, 'team'::text, 'channel'::text, 'hour'::text, 'quiet'::text])))
);
CREATE UNIQUE INDEX alert_storms_raging ON public.alert_storms USING btree (account_id, platform, target, shares, value) WHERE (ended_at IS NULL);
CREATE INDEX alert_storms_unsettled ON public.alert_storms USING btree (account_id) WHERE (settled_at IS NULL);

create table alert_watches (
  account_id text not null,
  policy text not null,
  moment text not null,
  known_since timestamp with time zone not null,
  scanned_until timestamp with time zone not null,
  PRIMARY KEY (account_id, policy, moment),
  CHECK ((moment = ANY (ARRAY['warning'::text, 'breach'::text])))
);

create table api_keys (
  account_id text not null,
  key_id text not null,
  name text not null,
  source text,
  secret_hash text not null,
  rate_per_second integer,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  PRIMARY KEY (account_id, key_id),
  CHECK ((rate_per_second > 0))
);

create table appointments (
  account_id text not null,
  subject text not null,
  appointment_id text not null,
  contact_id text,
  starts_at timestamp with time zone,
  status text not null,
  last_event_at timestamp with time zone not null,
  PRIMARY KEY (account_id, subject)
);
CREATE INDEX appointments_contact ON public.appointments USING btree (account_id, contact_id);

create table changed_subjects (
  id bigint generated always as identity not null,
  account_id text not null,
  subject_kind text not null,
  subject_id text not null,
  changed_at timestamp with time zone default now() not null,
  PRIMARY KEY (account_id, id)
);

create table chat_digests (
  account_id text not null,
  digest_id text not null,
  digest jsonb not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  PRIMARY KEY (account_id, digest_id)
);

create table chat_links (
  account_id text not null,
  platform text not null,
  tenant text not null,
  user_id text not null,
  how text not null,
  email text,
  agent_id text,
  name text,
  locale text,
  timezone text,
  linked_at timestamp with time zone not null,
  linked_by text,
  checked_at timestamp with time zone,
  PRIMARY KEY (account_id, platform, tenant, user_id),
  CHECK ((how = ANY (ARRAY['email'::text, 'manual'::text])))
);

create table chat_requests (
  account_id text not null,
  platform text not null,
  request_id text not null,
  received_at timestamp with time zone not null,
  PRIMARY KEY (account_id, platform, request_id)
);
CREATE INDEX chat_requests_received ON public.chat_requests USING btree (account_id, received_at);

create table closings (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX closings_at ON public.closings USING btree (account_id, at);

create table config_versions (
  account_id text not null,
  part text not null,
  version integer not null,
  revision uuid default gen_random_uuid() not null,
  valid_from timestamp with time zone,
  content jsonb not null,
  applied_at timestamp with time zone not null,
  PRIMARY KEY (account_id, part, version)
);

create table contact_changes (
  account_id text not null,
  subject text not null,
  no integer not null,
  contact_id text not null,
  segment text,
  at timestamp with time zone not null,
  kind text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX contact_changes_at ON public.contact_changes USING btree (account_id, at);

create table contact_states (
  account_id text not null,
  subject text not null,
  no integer not null,
  contact_id text not null,
  segment text,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  is_active boolean not null,
  has_cell_phone boolean not null,
  has_email boolean not null,
  is_subscribed boolean not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX contact_states_contact ON public.contact_states USING btree (account_id, contact_id, valid_from);
CREATE INDEX contact_states_from ON public.contact_states USING btree (account_id, valid_from);

create table conversation_links (
  account_id text not null,
  conversation_id text not null,
  into_id text not null,
  PRIMARY KEY (account_id, conversation_id, into_id)
);
CREATE INDEX conversation_links_into ON public.conversation_links USING btree (account_id, into_id);

create table conversation_references (
  account_id text not null,
  platform text not null,
  target text not null,
  reference jsonb not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (account_id, platform, target)
);

create table conversations (
  account_id text not null,
  subject text not null,
  conversation_id text,
  channel text,
  priority text,
  topic text,
  product text,
  segment text,
  customer_id text,
  initiated_by text,
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  opened_at timestamp with time zone not null,
  status text not null,
  merged_into text,
  discard_reason text,
  is_archived boolean not null,
  replied_at timestamp with time zone,
  replies integer not null,
  first_resolved_at timestamp with time zone,
  resolved_at timestamp with time zone,
  resolved_agent_id text,
  resolved_team_id text,
  is_resolved_automatically boolean,
  replies_before_resolution integer,
  resolution_ms bigint,
  snoozed_ms bigint,
  handle_ms bigint,
  last_event_at timestamp with time zone not null,
  resolution_business_ms bigint,
  PRIMARY KEY (account_id, subject)
);
CREATE INDEX conversations_customer ON public.conversations USING btree (account_id, customer_id, opened_at);
CREATE INDEX conversations_opened ON public.conversations USING btree (account_id, opened_at);
CREATE INDEX conversations_resolved ON public.conversations USING btree (account_id, resolved_at);

create table conversions (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  kind text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX conversions_at ON public.conversions USING btree (account_id, at);

create table costs (
  account_id text not null,
  subject text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  team_id text,
  channel text,
  kind text,
  amount numeric not null,
  currency text not null,
  PRIMARY KEY (account_id, subject)
);
CREATE INDEX costs_from ON public.costs USING btree (account_id, from_at);

create table deliveries (
  account_id text not null,
  delivery_id uuid default gen_random_uuid() not null,
  kind text not null,
  subject_id text not null,
  occurrence text not null,
  platform text not null,
  target text not null,
  report jsonb not null,
  state text not null,
  attempts integer default 0 not null,
  is_unclear boolean default false not null,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  request_started_at timestamp with time zone,
  sent_at timestamp with time zone,
  message_ref jsonb,
  error text,
  created_at timestamp with time zone not null,
  reply_to jsonb,
  UNIQUE (account_id, kind, subject_id, occurrence, platform, target),
  PRIMARY KEY (account_id, delivery_id),
  CHECK ((state = ANY (ARRAY['planned'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'skipped'::text])))
);
CREATE INDEX deliveries_recent ON public.deliveries USING btree (account_id, platform, target, created_at);
CREATE INDEX deliveries_unsettled ON public.deliveries USING btree (account_id, next_attempt_at) WHERE (state = ANY (ARRAY['planned'::text, 'sending'::text]));

create table digest_occurrences (
  account_id text not null,
  digest_id text not null,
  occurrence text not null,
  due_at timestamp with time zone not null,
  state text not null,
  reason text,
  report jsonb,
  claimed_at timestamp with time zone not null,
  claimed_by text not null,
  PRIMARY KEY (account_id, digest_id, occurrence),
  CHECK ((state = ANY (ARRAY['claimed'::text, 'composed'::text, 'skipped'::text, 'quiet'::text])))
);

create table digest_places (
  account_id text not null,
  platform text not null,
  target text not null,
  digest_id text not null,
  paused_at timestamp with time zone,
  paused_by text,
  muted_kpis text[] default '{}'::text[] not null,
  PRIMARY KEY (account_id, platform, target, digest_id)
);

create table digest_schedules (
  account_id text not null,
  digest_id text not null,
  cron text not null,
  timezone text not null,
  known_since timestamp with time zone not null,
  checked_until timestamp with time zone not null,
  PRIMARY KEY (account_id, digest_id)
);

create table dropped_subjects (
  account_id text not null,
  subject_kind text not null,
  subject_id text not null,
  dropped_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  PRIMARY KEY (account_id, subject_kind, subject_id)
);

create table employee_answers (
  account_id text not null,
  subject text not null,
  at timestamp with time zone not null,
  agent_id text,
  team_id text,
  score double precision not null,
  scale_min double precision,
  scale_max double precision,
  PRIMARY KEY (account_id, subject)
);
CREATE INDEX employee_answers_at ON public.employee_answers USING btree (account_id, at);

create table employments (
  account_id text not null,
  subject text not null,
  no integer not null,
  agent_id text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX employments_agent ON public.employments USING btree (account_id, agent_id, valid_from);

create table episodes (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  opened_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  is_automatic boolean,
  reopened_at timestamp with time zone,
  duration_ms bigint,
  snoozed_ms bigint,
  duration_business_ms bigint,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX episodes_opened ON public.episodes USING btree (account_id, opened_at);
CREATE INDEX episodes_resolved ON public.episodes USING btree (account_id, resolved_at);

create table erasures (
  account_id text not null,
  erasure_id uuid default gen_random_uuid() not null,
  contact_hash text not null,
  requested_by text not null,
  erased_at timestamp with time zone not null,
  events bigint not null,
  facts bigint not null,
  PRIMARY KEY (account_id, erasure_id)
);
CREATE INDEX erasures_contact ON public.erasures USING btree (account_id, contact_hash);

create table event_keys (
  account_id text not null,
  source text not null,
  event_id text not null,
  PRIMARY KEY (account_id, source, event_id)
);

create table events (
  account_id text not null,
  occurred_at timestamp with time zone not null,
  source text not null,
  event_id text not null,
  received_at timestamp with time zone not null,
  type text not null,
  subject_kind text not null,
  subject_id text not null,
  data jsonb not null
) partition by RANGE (occurred_at);
CREATE INDEX events_forgotten ON public.events USING btree (account_id, subject_id) WHERE ((type = 'contact.forgotten'::text) AND (NOT starts_with(subject_id, 'forgotten-'::text)));
CREATE INDEX events_subject ON public.events USING btree (account_id, subject_kind, subject_id, occurred_at);
CREATE INDEX events_time ON public.events USING btree (account_id, occurred_at);

create table imports (
  account_id text not null,
  file_digest text not null,
  file_name text not null,
  records bigint not null,
  is_complete boolean not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (account_id, file_digest)
);

create table kpi_alert_states (
  account_id text not null,
  alert_id text not null,
  measures text not null,
  known_since timestamp with time zone not null,
  next_look_at timestamp with time zone not null,
  looked_at timestamp with time zone,
  state text default 'idle'::text not null,
  since timestamp with time zone,
  value double precision,
  sample double precision,
  episode_id bigint,
  shown_at timestamp with time zone,
  PRIMARY KEY (account_id, alert_id),
  CHECK (((state = 'firing'::text) = (episode_id IS NOT NULL))),
  CHECK ((state = ANY (ARRAY['idle'::text, 'pending'::text, 'firing'::text])))
);

create table look_ups (
  account_id text not null,
  look_up_id bigint generated always as identity not null,
  agent_id text not null,
  by_name text not null,
  by_email text,
  what text not null,
  looked_up_at timestamp with time zone not null,
  PRIMARY KEY (account_id, look_up_id)
);
CREATE INDEX look_ups_agent ON public.look_ups USING btree (account_id, agent_id, looked_up_at DESC);

create table mentions (
  account_id text not null,
  subject text not null,
  at timestamp with time zone not null,
  network text not null,
  sentiment text,
  PRIMARY KEY (account_id, subject)
);
CREATE INDEX mentions_at ON public.mentions USING btree (account_id, at);

create table messages (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  direction text not null,
  author text not null,
  in_reply_to text,
  images integer not null,
  videos integer not null,
  audios integer not null,
  files integer not null,
  sentiment text,
  is_answered boolean,
  is_in_service_hours boolean,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX messages_at ON public.messages USING btree (account_id, at);

create table orders (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  order_id text not null,
  email_hash text,
  is_new_customer boolean,
  amount numeric not null,
  currency text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX orders_at ON public.orders USING btree (account_id, at);
CREATE INDEX orders_customer ON public.orders USING btree (account_id, customer_id, at);
CREATE INDEX orders_email ON public.orders USING btree (account_id, email_hash, at);

create table paused_targets (
  account_id text not null,
  platform text not null,
  target text not null,
  reason text not null,
  paused_at timestamp with time zone not null,
  PRIMARY KEY (account_id, platform, target)
);

create table payments (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  payment_id text not null,
  kind text not null,
  amount numeric not null,
  currency text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX payments_at ON public.payments USING btree (account_id, at);

create table people (
  account_id text not null,
  email text not null,
  agent_id text,
  name text,
  team_id text,
  PRIMARY KEY (account_id, email)
);
CREATE INDEX people_agent ON public.people USING btree (account_id, agent_id);

create table presences (
  account_id text not null,
  subject text not null,
  no integer not null,
  agent_id text not null,
  state text not null,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX presences_agent ON public.presences USING btree (account_id, agent_id, valid_from);

create table ratings (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  survey text not null,
  score double precision,
  scale_min double precision,
  scale_max double precision,
  answer text,
  is_positive boolean not null,
  better_is text,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX ratings_at ON public.ratings USING btree (account_id, at);
CREATE INDEX ratings_customer ON public.ratings USING btree (account_id, customer_id, at);

create table reminders (
  account_id text not null,
  subject text not null,
  no integer not null,
  appointment_id text not null,
  contact_id text,
  at timestamp with time zone not null,
  is_answered boolean not null,
  status text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX reminders_at ON public.reminders USING btree (account_id, at);

create table secrets (
  account_id text not null,
  name text not null,
  value text not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (account_id, name)
);

create table sla_clocks (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  kind text not null,
  of_no integer not null,
  policy text not null,
  policy_version text not null,
  calendar text,
  target_ms bigint not null,
  carried_ms bigint not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  warn_at timestamp with time zone[] not null,
  stopped_at timestamp with time zone,
  ending text,
  paused_at timestamp with time zone,
  paused_ms bigint not null,
  worked_ms bigint,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX sla_clocks_conversation ON public.sla_clocks USING btree (account_id, conversation_id);
CREATE INDEX sla_clocks_due ON public.sla_clocks USING btree (account_id, due_at);
CREATE INDEX sla_clocks_running ON public.sla_clocks USING btree (account_id, due_at) WHERE (ending IS NULL);

create table sla_moments (
  account_id text not null,
  subject text not null,
  no integer not null,
  conversation_id text,
  clock_no integer not null,
  kind text not null,
  at timestamp with time zone not null,
  target text not null,
  of_no integer not null,
  policy text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX sla_moments_at ON public.sla_moments USING btree (account_id, at);

create table snoozes (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX snoozes_from ON public.snoozes USING btree (account_id, from_at);

create table subscription_changes (
  account_id text not null,
  subject text not null,
  no integer not null,
  customer_id text not null,
  segment text,
  at timestamp with time zone not null,
  kind text not null,
  amount numeric not null,
  currency text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX subscription_changes_at ON public.subscription_changes USING btree (account_id, at);

create table subscriptions (
  account_id text not null,
  subject text not null,
  no integer not null,
  customer_id text not null,
  segment text,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  amount numeric not null,
  currency text not null,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (account_id, customer_id, valid_from);
CREATE INDEX subscriptions_from ON public.subscriptions USING btree (account_id, valid_from);

create table survey_offers (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  at timestamp with time zone not null,
  survey text not null,
  is_answered boolean,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX survey_offers_at ON public.survey_offers USING btree (account_id, at);

create table target_pacing (
  account_id text not null,
  platform text not null,
  target text not null,
  next_at timestamp with time zone not null,
  PRIMARY KEY (account_id, platform, target)
);

create table traffic (
  account_id text not null,
  subject text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  page_views bigint,
  page_views_in_opening_hours bigint,
  page_views_with_agent_online bigint,
  site_visits bigint,
  support_page_visits bigint,
  chat_button_shown bigint,
  chats_started bigint,
  PRIMARY KEY (account_id, subject)
);
CREATE INDEX traffic_from ON public.traffic USING btree (account_id, from_at);

create table turns (
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
  tags text[] default '{}'::text[] not null,
  agent_id text,
  team_id text,
  is_first boolean not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ending text,
  wait_ms bigint,
  wait_business_ms bigint,
  PRIMARY KEY (account_id, subject, no)
);
CREATE INDEX turns_ended ON public.turns USING btree (account_id, ended_at);
CREATE INDEX turns_waiting ON public.turns USING btree (account_id, started_at) WHERE (ended_at IS NULL);

create table watermarks (
  account_id text not null,
  source text not null,
  newest_event_at timestamp with time zone not null,
  last_arrival_at timestamp with time zone not null,
  events bigint not null,
  PRIMARY KEY (account_id, source)
);
