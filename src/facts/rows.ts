import type {
  AbsenceRow,
  AppointmentRow,
  ContactChangeRow,
  ContactStateRow,
  CostRow,
  EmployeeAnswerRow,
  EmploymentRow,
  MentionRow,
  PresenceRow,
  ReminderRow,
  SubscriptionChangeRow,
  SubscriptionRow,
  TrafficRow,
} from "./rows-beside-conversations.ts";
import type { SlaClockRow, SlaMomentRow } from "./sla-rows.ts";

/**
 * The rows that folds return: the star schema every KPI is computed from. Instants are UTC, durations are integer
 * milliseconds of elapsed time, null means "nobody", "nothing" or "not yet". Texts never get here.
 */

/** What a conversation was like, as last known. Repeated on each of its fact rows so that no KPI needs a join. */
export interface ConversationAttributes {
  readonly conversation: string | null;
  readonly channel: string | null;
  readonly priority: string | null;
  readonly topic: string | null;
  readonly product: string | null;
  readonly segment: string | null;
  readonly customer: string | null;
  readonly initiatedBy: string | null;
  readonly tags: readonly string[];
}

/** Who is credited. `team` is the conversation's team at that moment; the agent's own team, if any, stands before it. */
export interface Credit {
  readonly agent: string | null;
  readonly team: string | null;
}

type ConversationStatus = "open" | "snoozed" | "resolved" | "closed" | "merged" | "discarded";

/** One a conversation. `agent` and `team` are the assignee and team as last known. */
export interface ConversationRow extends ConversationAttributes, Credit {
  readonly openedAt: Date;
  readonly status: ConversationStatus;
  readonly mergedInto: string | null;
  readonly discardReason: string | null;
  readonly isArchived: boolean;
  /** First reply by an agent, ever. */
  readonly repliedAt: Date | null;
  /** Runs of agent messages, each broken only by a customer's message. */
  readonly replies: number;
  readonly firstResolvedAt: Date | null;
  /** The resolution in force: the last one, null while the conversation is open again. */
  readonly resolvedAt: Date | null;
  readonly resolvedAgent: string | null;
  readonly resolvedTeam: string | null;
  readonly isResolvedAutomatically: boolean | null;
  readonly repliesBeforeResolution: number | null;
  /** openedAt → resolvedAt. */
  readonly resolutionMs: number | null;
  /** The part of `resolutionMs` in business hours, null without a calendar. */
  readonly resolutionBusinessMs: number | null;
  /** The part of `resolutionMs` spent snoozed. */
  readonly snoozedMs: number | null;
  /** Logged as spent working on it, null where nothing was logged. */
  readonly handleMs: number | null;
  readonly lastEventAt: Date;
}

/** One a turn: a customer waiting, from the first unanswered message (or a bot's hand-over) to the first agent reply. */
export interface TurnRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly isFirst: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** null while the customer waits. Ended without reply: a resolve, close, merge or discard came first. */
  readonly ending: "replied" | "unanswered" | null;
  /** startedAt → endedAt, null unless replied. */
  readonly waitMs: number | null;
  /** The part of `waitMs` in business hours, null without a calendar. */
  readonly waitBusinessMs: number | null;
}

/** One an episode: open → resolved. Credit is the resolution's; the assignee's while open. */
export interface EpisodeRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly isAutomatic: boolean | null;
  /** When the next episode opened, null if it never did. */
  readonly reopenedAt: Date | null;
  /** openedAt → resolvedAt. */
  readonly durationMs: number | null;
  /** The part of `durationMs` in business hours, null without a calendar. */
  readonly durationBusinessMs: number | null;
  readonly snoozedMs: number | null;
}

/** One a message event or note. Credit: the sending agent; of a received one the assignee then. */
export interface MessageRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly at: Date;
  readonly direction: "sent" | "received" | "note";
  /** agent, bot, automation, campaign, reminder; customer for received. */
  readonly author: string;
  readonly inReplyTo: string | null;
  /** Of its text, worked out when it arrived: positive, neutral, negative, unsure; null where there was no text. */
  readonly sentiment: string | null;
  /** Of a received one in a conversation: an agent replied to it, or to one after it, before the conversation ended. */
  readonly isAnswered: boolean | null;
  /** Of a received one: it came within business hours; null without a calendar. */
  readonly isInServiceHours: boolean | null;
  readonly images: number;
  readonly videos: number;
  readonly audios: number;
  readonly files: number;
}

/** One a rating that counts: the last answer of a survey kind in an episode, or each answer outside a conversation. */
export interface RatingRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly at: Date;
  readonly survey: string;
  readonly score: number | null;
  readonly scaleMin: number | null;
  readonly scaleMax: number | null;
  /** Of a score: which end of its scale is the good one. */
  readonly betterIs: "higher" | "lower" | null;
  readonly answer: string | null;
  /** (score − min) ÷ (max − min) ≥ 0.75, turned round where lower is better; happy and good are positive. */
  readonly isPositive: boolean;
}

/** One a closing: `conversation.closed`, once until the conversation is opened again. */
export interface ClosingRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly at: Date;
}

/** One a stretch of time in which an open conversation is snoozed. */
export interface SnoozeRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly fromAt: Date;
  /** When it was woken, resolved or closed; null while it lasts. */
  readonly untilAt: Date | null;
}

/** One an offer of a survey. */
export interface SurveyOfferRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly at: Date;
  readonly survey: string;
  /** An answer of its kind followed in its conversation; null outside one, where the customer's answers are asked. */
  readonly isAnswered: boolean | null;
}

/** An amount as a decimal number in text, and its ISO 4217 currency. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** One an order. Credit as a rating's. */
export interface OrderRow extends ConversationAttributes, Credit, Money {
  readonly no: number;
  readonly at: Date;
  readonly order: string;
  /** A hash of the e-mail address that ordered, in lower case. */
  readonly emailHash: string | null;
  /** As the event says; null: worked out from the first order of that address or customer. */
  readonly isNewCustomer: boolean | null;
}

/** One a (micro-)conversion. Credit as a rating's. */
export interface ConversionRow extends ConversationAttributes, Credit {
  readonly no: number;
  readonly at: Date;
  readonly kind: string;
}

/** One a payment requested, one a payment received. Credit as an order's. */
export interface PaymentRow extends ConversationAttributes, Credit, Money {
  readonly no: number;
  readonly at: Date;
  readonly payment: string;
  readonly kind: "requested" | "received";
}

/** Everything folded out of one subject. */
export interface FactRows {
  readonly conversations: readonly ConversationRow[];
  readonly turns: readonly TurnRow[];
  readonly episodes: readonly EpisodeRow[];
  readonly messages: readonly MessageRow[];
  readonly ratings: readonly RatingRow[];
  readonly closings: readonly ClosingRow[];
  readonly agents: readonly AgentRow[];
  readonly agentTeams: readonly AgentTeamRow[];
  readonly snoozes: readonly SnoozeRow[];
  readonly surveyOffers: readonly SurveyOfferRow[];
  readonly orders: readonly OrderRow[];
  readonly conversions: readonly ConversionRow[];
  readonly payments: readonly PaymentRow[];
  readonly slaClocks: readonly SlaClockRow[];
  readonly slaMoments: readonly SlaMomentRow[];
  readonly contactStates: readonly ContactStateRow[];
  readonly contactChanges: readonly ContactChangeRow[];
  readonly subscriptions: readonly SubscriptionRow[];
  readonly subscriptionChanges: readonly SubscriptionChangeRow[];
  readonly appointments: readonly AppointmentRow[];
  readonly reminders: readonly ReminderRow[];
  readonly mentions: readonly MentionRow[];
  readonly costs: readonly CostRow[];
  readonly traffic: readonly TrafficRow[];
  readonly employeeAnswers: readonly EmployeeAnswerRow[];
  readonly presences: readonly PresenceRow[];
  readonly employments: readonly EmploymentRow[];
  readonly absences: readonly AbsenceRow[];
}

export interface AgentRow {
  readonly agent: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly isActive: boolean;
  readonly leftAt: Date | null;
}

/** The team an agent was in during [validFrom, validTo); validTo null: until now. The first known team reaches back for ever. */
export interface AgentTeamRow {
  readonly agent: string;
  readonly team: string | null;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
}
