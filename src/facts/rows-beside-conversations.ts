import type { Money } from "./rows.ts";

/** The rows of what is no conversation: contacts, appointments, subscriptions, the team, the web site. */

/** What is known of a contact during [validFrom, validTo); validTo null: until now. One follows on the other. */
export interface ContactStateRow {
  readonly no: number;
  readonly contact: string;
  readonly segment: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly isActive: boolean;
  readonly hasCellPhone: boolean;
  readonly hasEmail: boolean;
  readonly isSubscribed: boolean;
}

/** Something that happened to a contact: it gained a cell phone number, it unsubscribed. */
export interface ContactChangeRow {
  readonly no: number;
  readonly contact: string;
  readonly segment: string | null;
  readonly at: Date;
  readonly kind: "phone-added" | "unsubscribed";
}

/** What a customer pays a month during [validFrom, validTo). */
export interface SubscriptionRow extends Money {
  readonly no: number;
  readonly customer: string;
  readonly segment: string | null;
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

/** A movement of recurring revenue; `amount` is the difference, negative where it fell. */
export interface SubscriptionChangeRow extends Money {
  readonly no: number;
  readonly customer: string;
  readonly segment: string | null;
  readonly at: Date;
  readonly kind: "new" | "expansion" | "contraction" | "churned";
}

/** One an appointment. */
export interface AppointmentRow {
  readonly appointment: string;
  readonly contact: string | null;
  readonly startsAt: Date | null;
  readonly status: "confirmed" | "unconfirmed" | "cancelled" | "rescheduled";
  readonly lastEventAt: Date;
}

/** One a reminder of an appointment. */
export interface ReminderRow {
  readonly no: number;
  readonly appointment: string;
  readonly contact: string | null;
  readonly at: Date;
  /** A reply came after it and before the next reminder. */
  readonly isAnswered: boolean;
  /** The appointment's, as last known. */
  readonly status: AppointmentRow["status"];
}

/** A mention on a social network. */
export interface MentionRow {
  readonly at: Date;
  readonly network: string;
  readonly sentiment: string | null;
}

/** Money spent, evenly over [fromAt, toAt). */
export interface CostRow extends Money {
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly team: string | null;
  readonly channel: string | null;
  readonly kind: string | null;
}

/** What was counted on the web site in a span, which counts where it starts; null: not counted. */
export interface TrafficRow {
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly pageViews: number | null;
  readonly pageViewsInOpeningHours: number | null;
  readonly pageViewsWithAgentOnline: number | null;
  readonly siteVisits: number | null;
  readonly supportPageVisits: number | null;
  readonly chatButtonShown: number | null;
  readonly chatsStarted: number | null;
}

/** An answer of the team's own survey. */
export interface EmployeeAnswerRow {
  readonly at: Date;
  readonly agent: string | null;
  readonly team: string | null;
  readonly score: number;
  readonly scaleMin: number | null;
  readonly scaleMax: number | null;
}

/** An agent was online, away or offline during [validFrom, validTo). */
export interface PresenceRow {
  readonly no: number;
  readonly agent: string;
  readonly state: "online" | "away" | "offline";
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

/** An agent was on the staff during [validFrom, validTo): from the first event about him, or his coming back, until he left. */
export interface EmploymentRow {
  readonly no: number;
  readonly agent: string;
  readonly validFrom: Date;
  readonly validTo: Date | null;
}

/** Hours an agent was absent, and the hours planned of the same span. */
export interface AbsenceRow {
  readonly no: number;
  readonly agent: string;
  readonly at: Date;
  readonly hours: number;
  readonly plannedHours: number | null;
}
