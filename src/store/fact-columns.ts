import type { FactRows } from "../facts/rows.ts";

/** Whose row it is: the account, and the subject it was folded from where the row names no conversation. */
interface Owner {
  readonly accountId: string;
  readonly subject: string;
}

/** Which of the folded rows each table takes. */
const rowsOf = {
  conversations: "conversations",
  turns: "turns",
  episodes: "episodes",
  messages: "messages",
  ratings: "ratings",
  closings: "closings",
  agents: "agents",
  agent_teams: "agentTeams",
  snoozes: "snoozes",
  survey_offers: "surveyOffers",
  orders: "orders",
  conversions: "conversions",
  payments: "payments",
  sla_clocks: "slaClocks",
  sla_moments: "slaMoments",
  contact_states: "contactStates",
  contact_changes: "contactChanges",
  subscriptions: "subscriptions",
  subscription_changes: "subscriptionChanges",
  appointments: "appointments",
  reminders: "reminders",
  mentions: "mentions",
  costs: "costs",
  traffic: "traffic",
  employee_answers: "employeeAnswers",
  presences: "presences",
  employments: "employments",
  absences: "absences",
} as const satisfies Readonly<Record<string, keyof FactRows>>;

export type FactTable = keyof typeof rowsOf;
export type FactColumns = Readonly<Record<FactTable, readonly Columns[]>>;
type Columns = Readonly<Record<string, unknown>>;

/** Folded rows as the columns of their tables. */
export function factColumns(owner: Owner, facts: FactRows): FactColumns {
  const columns = (table: FactTable) => facts[rowsOf[table]].map((row) => columnsOf(owner, table, row));
  return eachTable(columns);
}

/** The same for every table. */
export function eachTable<T>(of: (table: FactTable) => T): Readonly<Record<FactTable, T>> {
  const tables = Object.keys(rowsOf) as FactTable[];
  return Object.fromEntries(tables.map((table) => [table, of(table)])) as Record<FactTable, T>;
}

/** Columns are the rows' fields in snake case; what names somebody or something ends in _id. */
const idColumns: Readonly<Record<string, string>> = {
  conversation: "conversation_id",
  customer: "customer_id",
  contact: "contact_id",
  agent: "agent_id",
  team: "team_id",
  resolvedAgent: "resolved_agent_id",
  resolvedTeam: "resolved_team_id",
  order: "order_id",
  payment: "payment_id",
  appointment: "appointment_id",
};

function columnsOf({ accountId, subject }: Owner, table: FactTable, row: object): Columns {
  const columns: Record<string, unknown> = { account_id: accountId };
  for (const [field, value] of Object.entries(row)) columns[idColumns[field] ?? snakeCased(field)] = value;
  if (table === "agents") return columns;
  if (table === "agent_teams") return withOpenEnds(columns);
  const conversation = columns["conversation_id"] ?? null;
  return { ...columns, subject: conversation === null ? subject : `conversation/${conversation}` };
}

function withOpenEnds(columns: Columns): Columns {
  return {
    ...columns,
    valid_from: columns["valid_from"] ?? "-infinity",
    valid_to: columns["valid_to"] ?? "infinity",
  };
}

const cased = new Map<string, string>();

/** Remembered: a fact row has 30 fields, and there are millions of rows. */
function snakeCased(field: string): string {
  const known = cased.get(field);
  if (known !== undefined) return known;
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  cased.set(field, column);
  return column;
}
