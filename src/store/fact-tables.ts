import type { FactTable } from "./fact-columns.ts";

/** How the rows of a fact table are found again. */
interface FactTableShape {
  /** Which kinds of subject have rows here. */
  readonly kinds: readonly string[];
  /** What its rows belong to: a subject, "conversation/4711", or an agent by his id. */
  readonly owner: "subject" | "agent_id";
  /** What tells the rows of one owner apart. */
  readonly key: readonly string[];
}

const ofConversations = { kinds: ["conversation"], owner: "subject" } as const;
const alsoStandalone = { kinds: ["conversation", "event"], owner: "subject" } as const;
const ofAgents = { kinds: ["agent"], owner: "agent_id" } as const;
const ofAgentSubjects = { kinds: ["agent"], owner: "subject", key: ["no"] } as const;
const ofContacts = { kinds: ["contact"], owner: "subject", key: ["no"] } as const;
const ofStandalone = { kinds: ["event"], owner: "subject", key: [] } as const;

/** Every table the projector fills. */
export const factTables: Readonly<Record<FactTable, FactTableShape>> = {
  conversations: { ...ofConversations, key: [] },
  turns: { ...ofConversations, key: ["no"] },
  episodes: { ...ofConversations, key: ["no"] },
  messages: { ...alsoStandalone, key: ["no"] },
  ratings: { ...alsoStandalone, key: ["no"] },
  closings: { ...ofConversations, key: ["no"] },
  agents: { ...ofAgents, key: [] },
  agent_teams: { ...ofAgents, key: ["valid_from"] },
  snoozes: { ...ofConversations, key: ["no"] },
  survey_offers: { ...alsoStandalone, key: ["no"] },
  orders: { ...alsoStandalone, key: ["no"] },
  conversions: { ...ofConversations, key: ["no"] },
  payments: { ...alsoStandalone, key: ["no"] },
  sla_clocks: { ...ofConversations, key: ["no"] },
  sla_moments: { ...ofConversations, key: ["no"] },
  contact_states: ofContacts,
  contact_changes: ofContacts,
  subscriptions: ofContacts,
  subscription_changes: ofContacts,
  appointments: { kinds: ["appointment"], owner: "subject", key: [] },
  reminders: { kinds: ["appointment"], owner: "subject", key: ["no"] },
  mentions: ofStandalone,
  costs: ofStandalone,
  traffic: ofStandalone,
  employee_answers: ofStandalone,
  presences: ofAgentSubjects,
  employments: ofAgentSubjects,
  absences: ofAgentSubjects,
};

export const factTableNames = Object.keys(factTables) as readonly FactTable[];
