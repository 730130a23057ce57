/** Row types of the fact tables: see facts/rows.ts for the meaning of their columns. */

/** What every fact row of a conversation repeats: see facts/rows.ts for the meaning. */
export interface FactColumns {
  account_id: string;
  /** "conversation/4711", or "event/<source>/<id>" for what stands alone. */
  subject: string;
  conversation_id: string | null;
  channel: string | null;
  priority: string | null;
  topic: string | null;
  product: string | null;
  segment: string | null;
  customer_id: string | null;
  initiated_by: string | null;
  tags: string[];
  agent_id: string | null;
  team_id: string | null;
}

export interface ConversationTable extends FactColumns {
  opened_at: Date;
  status: string;
  merged_into: string | null;
  discard_reason: string | null;
  is_archived: boolean;
  replied_at: Date | null;
  replies: number;
  first_resolved_at: Date | null;
  resolved_at: Date | null;
  resolved_agent_id: string | null;
  resolved_team_id: string | null;
  is_resolved_automatically: boolean | null;
  replies_before_resolution: number | null;
  resolution_ms: number | null;
  resolution_business_ms: number | null;
  snoozed_ms: number | null;
  handle_ms: number | null;
  last_event_at: Date;
}

export interface TurnTable extends FactColumns {
  no: number;
  is_first: boolean;
  started_at: Date;
  ended_at: Date | null;
  ending: string | null;
  wait_ms: number | null;
  wait_business_ms: number | null;
}

export interface EpisodeTable extends FactColumns {
  no: number;
  opened_at: Date;
  resolved_at: Date | null;
  is_automatic: boolean | null;
  reopened_at: Date | null;
  duration_ms: number | null;
  duration_business_ms: number | null;
  snoozed_ms: number | null;
}

export interface MessageTable extends FactColumns {
  no: number;
  at: Date;
  direction: string;
  author: string;
  in_reply_to: string | null;
  sentiment: string | null;
  is_answered: boolean | null;
  is_in_service_hours: boolean | null;
  images: number;
  videos: number;
  audios: number;
  files: number;
}

export interface RatingTable extends FactColumns {
  no: number;
  at: Date;
  survey: string;
  score: number | null;
  scale_min: number | null;
  scale_max: number | null;
  better_is: string | null;
  answer: string | null;
  is_positive: boolean;
}

export interface ClosingTable extends FactColumns {
  no: number;
  at: Date;
}

export interface AgentTable {
  account_id: string;
  agent_id: string;
  name: string | null;
  email: string | null;
  is_active: boolean;
  left_at: Date | null;
}

export interface AgentTeamTable {
  account_id: string;
  agent_id: string;
  team_id: string | null;
  /** '-infinity' and 'infinity' at the open ends: compare in SQL, do not read. */
  valid_from: Date;
  valid_to: Date;
}

/** The only row of a subject. */
interface SoleFact {
  account_id: string;
  subject: string;
}

interface NumberedFact {
  account_id: string;
  subject: string;
  no: number;
}

export interface SnoozeTable extends FactColumns {
  no: number;
  from_at: Date;
  until_at: Date | null;
}

export interface SurveyOfferTable extends FactColumns {
  no: number;
  at: Date;
  survey: string;
  is_answered: boolean | null;
}

export interface OrderTable extends FactColumns {
  no: number;
  at: Date;
  order_id: string;
  email_hash: string | null;
  is_new_customer: boolean | null;
  amount: string;
  currency: string;
}

export interface ConversionTable extends FactColumns {
  no: number;
  at: Date;
  kind: string;
}

export interface PaymentTable extends FactColumns {
  no: number;
  at: Date;
  payment_id: string;
  kind: string;
  amount: string;
  currency: string;
}

export interface ContactStateTable extends NumberedFact {
  contact_id: string;
  segment: string | null;
  valid_from: Date;
  valid_to: Date | null;
  is_active: boolean;
  has_cell_phone: boolean;
  has_email: boolean;
  is_subscribed: boolean;
}

export interface ContactChangeTable extends NumberedFact {
  contact_id: string;
  segment: string | null;
  at: Date;
  kind: string;
}

export interface SubscriptionTable extends NumberedFact {
  customer_id: string;
  segment: string | null;
  valid_from: Date;
  valid_to: Date | null;
  amount: string;
  currency: string;
}

export interface SubscriptionChangeTable extends NumberedFact {
  customer_id: string;
  segment: string | null;
  at: Date;
  kind: string;
  amount: string;
  currency: string;
}

export interface AppointmentTable extends SoleFact {
  appointment_id: string;
  contact_id: string | null;
  starts_at: Date | null;
  status: string;
  last_event_at: Date;
}

export interface ReminderTable extends NumberedFact {
  appointment_id: string;
  contact_id: string | null;
  at: Date;
  is_answered: boolean;
  status: string;
}

export interface MentionTable extends SoleFact {
  at: Date;
  network: string;
  sentiment: string | null;
}

export interface CostTable extends SoleFact {
  from_at: Date;
  to_at: Date;
  team_id: string | null;
  channel: string | null;
  kind: string | null;
  amount: string;
  currency: string;
}

export interface TrafficTable extends SoleFact {
  from_at: Date;
  to_at: Date;
  page_views: number | null;
  page_views_in_opening_hours: number | null;
  page_views_with_agent_online: number | null;
  site_visits: number | null;
  support_page_visits: number | null;
  chat_button_shown: number | null;
  chats_started: number | null;
}

export interface EmployeeAnswerTable extends SoleFact {
  at: Date;
  agent_id: string | null;
  team_id: string | null;
  score: number;
  scale_min: number | null;
  scale_max: number | null;
}

export interface PresenceTable extends NumberedFact {
  agent_id: string;
  state: string;
  valid_from: Date;
  valid_to: Date | null;
}

export interface EmploymentTable extends NumberedFact {
  agent_id: string;
  valid_from: Date;
  valid_to: Date | null;
}

export interface AbsenceTable extends NumberedFact {
  agent_id: string;
  at: Date;
  hours: number;
  planned_hours: number | null;
}
