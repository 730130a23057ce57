import type { Generated, JSONColumnType } from "kysely";
import type { AlertStormMemberTable, AlertStormTable } from "./alert-storm-table-types.ts";
import type {
  AlertEpisodeTable,
  AlertHistoryTable,
  AlertPostTable,
  AlertWatchTable,
} from "./alert-table-types.ts";
import type { ChatDigestTable, DigestPlaceTable } from "./chat-digest-table-types.ts";
import type { ChatRequestTable } from "./chat-request-table-types.ts";
import type { ConfigVersionTable } from "./config-table-types.ts";
import type {
  AbsenceTable,
  AgentTable,
  AgentTeamTable,
  AppointmentTable,
  ClosingTable,
  ContactChangeTable,
  ContactStateTable,
  ConversationTable,
  ConversionTable,
  CostTable,
  EmployeeAnswerTable,
  EmploymentTable,
  EpisodeTable,
  MentionTable,
  MessageTable,
  OrderTable,
  PaymentTable,
  PresenceTable,
  RatingTable,
  ReminderTable,
  SnoozeTable,
  SubscriptionChangeTable,
  SubscriptionTable,
  SurveyOfferTable,
  TrafficTable,
  TurnTable,
} from "./fact-table-types.ts";
import type { KpiAlertStateTable } from "./kpi-alert-table-types.ts";
import type { ChatLinkTable, LookUpTable, PersonTable } from "./people-table-types.ts";
import type { SlaClockTable, SlaMomentTable } from "./sla-table-types.ts";

/** Row types of every table, checked against the live schema by a test. int8 arrives as number, timestamptz as Date. */
export interface Database {
  event_keys: EventKeyTable;
  events: EventTable;
  changed_subjects: ChangedSubjectTable;
  conversation_links: ConversationLinkTable;
  watermarks: WatermarkTable;
  conversations: ConversationTable;
  turns: TurnTable;
  episodes: EpisodeTable;
  messages: MessageTable;
  ratings: RatingTable;
  closings: ClosingTable;
  agents: AgentTable;
  agent_teams: AgentTeamTable;
  snoozes: SnoozeTable;
  survey_offers: SurveyOfferTable;
  orders: OrderTable;
  conversions: ConversionTable;
  payments: PaymentTable;
  sla_clocks: SlaClockTable;
  sla_moments: SlaMomentTable;
  contact_states: ContactStateTable;
  contact_changes: ContactChangeTable;
  subscriptions: SubscriptionTable;
  subscription_changes: SubscriptionChangeTable;
  appointments: AppointmentTable;
  reminders: ReminderTable;
  mentions: MentionTable;
  costs: CostTable;
  traffic: TrafficTable;
  employee_answers: EmployeeAnswerTable;
  presences: PresenceTable;
  employments: EmploymentTable;
  absences: AbsenceTable;
  people: PersonTable;
  chat_links: ChatLinkTable;
  look_ups: LookUpTable;
  config_versions: ConfigVersionTable;
  chat_digests: ChatDigestTable;
  digest_places: DigestPlaceTable;
  chat_requests: ChatRequestTable;
  alert_watches: AlertWatchTable;
  alert_episodes: AlertEpisodeTable;
  alert_posts: AlertPostTable;
  alert_history: AlertHistoryTable;
  kpi_alert_states: KpiAlertStateTable;
  alert_storms: AlertStormTable;
  alert_storm_members: AlertStormMemberTable;
  imports: ImportTable;
  digest_schedules: DigestScheduleTable;
  digest_occurrences: DigestOccurrenceTable;
  deliveries: DeliveryTable;
  target_pacing: TargetPacingTable;
  paused_targets: PausedTargetTable;
  conversation_references: ConversationReferenceTable;
  secrets: SecretTable;
  api_keys: ApiKeyTable;
  dropped_subjects: DroppedSubjectTable;
  erasures: ErasureTable;
}

/** The desk served when nobody says otherwise. */
export const DEFAULT_ACCOUNT = "default";

interface EventKeyTable {
  account_id: string;
  source: string;
  event_id: string;
}

interface EventTable {
  account_id: string;
  occurred_at: Date;
  source: string;
  event_id: string;
  received_at: Date;
  type: string;
  subject_kind: string;
  subject_id: string;
  data: JSONColumnType<Record<string, unknown>>;
}

interface ChangedSubjectTable {
  id: Generated<number>;
  account_id: string;
  subject_kind: string;
  subject_id: string;
  changed_at: Generated<Date>;
}

interface ConversationLinkTable {
  account_id: string;
  conversation_id: string;
  into_id: string;
}

interface WatermarkTable {
  account_id: string;
  source: string;
  newest_event_at: Date;
  last_arrival_at: Date;
  events: number;
}

interface ImportTable {
  account_id: string;
  /** SHA-256 of file, mapping and source, hexadecimal. */
  file_digest: string;
  file_name: string;
  /** Records read and settled so far. */
  records: number;
  is_complete: boolean;
  updated_at: Date;
}

interface DigestScheduleTable {
  account_id: string;
  digest_id: string;
  cron: string;
  timezone: string;
  known_since: Date;
  checked_until: Date;
}

interface DigestOccurrenceTable {
  account_id: string;
  digest_id: string;
  /** The local time it was due, "2026-03-02T08:30", or "at <instant>" for one asked for by hand. */
  occurrence: string;
  due_at: Date;
  state: "claimed" | "composed" | "skipped" | "quiet";
  reason: string | null;
  report: JSONColumnType<object> | null;
  claimed_at: Date;
  claimed_by: string;
}

interface DeliveryTable {
  account_id: string;
  delivery_id: Generated<string>;
  kind: string;
  subject_id: string;
  occurrence: string;
  platform: string;
  target: string;
  report: JSONColumnType<object>;
  state: "planned" | "sending" | "sent" | "failed" | "skipped";
  attempts: Generated<number>;
  /** Sent at least once without knowing how it ended. */
  is_unclear: Generated<boolean>;
  due_at: Date;
  expires_at: Date;
  /** Nobody tries before this: later than due_at after a failed attempt. null while a request is under way. */
  next_attempt_at: Date | null;
  /** When the first request left, for searching. */
  request_started_at: Date | null;
  sent_at: Date | null;
  message_ref: JSONColumnType<object> | null;
  /** The message_ref of the message that it is a reply to, in its thread. */
  reply_to: JSONColumnType<object> | null;
  error: string | null;
  created_at: Date;
}

interface TargetPacingTable {
  account_id: string;
  platform: string;
  target: string;
  next_at: Date;
}

interface PausedTargetTable {
  account_id: string;
  platform: string;
  target: string;
  reason: string;
  paused_at: Date;
}

interface ConversationReferenceTable {
  account_id: string;
  platform: string;
  target: string;
  reference: JSONColumnType<object>;
  updated_at: Date;
}

interface SecretTable {
  account_id: string;
  name: string;
  value: string;
  created_at: Date;
}

interface ApiKeyTable {
  account_id: string;
  /** The public part of the key, as it is listed. */
  key_id: string;
  name: string;
  /** The only source the key may send events of; null: any, and every event names its own. */
  source: string | null;
  /** SHA-256 in hexadecimal. */
  secret_hash: string;
  /** Events a second; null: the default. */
  rate_per_second: number | null;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  /** Within a minute. */
  last_used_at: Date | null;
}

interface DroppedSubjectTable {
  account_id: string;
  subject_kind: string;
  subject_id: string;
  dropped_at: Date;
  /** When something last came for it afterwards: that is in the log and in no number. */
  changed_at: Date | null;
}

interface ErasureTable {
  account_id: string;
  erasure_id: Generated<string>;
  /** HMAC-SHA-256 of the contact's id, hexadecimal. */
  contact_hash: string;
  /** "command by <user>" or "event". */
  requested_by: string;
  erased_at: Date;
  events: number;
  facts: number;
}
