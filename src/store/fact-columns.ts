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
export type Columns = Readonly<Record<string, unknown>>;

/** Adds the folded rows of a table as its columns. */
export function addColumns(to: Columns[], owner: Owner, table: FactTable, facts: FactRows): void {
  for (const row of facts[rowsOf[table]]) to.push(columnsOf(owner, table, row));
}

/** The same for every table. */
export function eachTable<T>(of: (table: FactTable) => T): Readonly<Record<FactTable, T>> {
  const tables = Object.keys(rowsOf) as FactTable[];
  return Object.fromEntries(tables.map((table) => [table, of(table)])) as Record<FactTable, T>;
}

/** Columns are the rows' fields in snake case; what names somebody or something ends in _id. */
const columnNames = new Map([
  ["conversation", "conversation_id"],
  ["customer", "customer_id"],
  ["contact", "contact_id"],
  ["agent", "agent_id"],
  ["team", "team_id"],
  ["resolvedAgent", "resolved_agent_id"],
  ["resolvedTeam", "resolved_team_id"],
  ["order", "order_id"],
  ["payment", "payment_id"],
  ["appointment", "appointment_id"],
]);

function columnsOf({ accountId, subject }: Owner, table: FactTable, row: object): Columns {
  const fields = row as Columns;
  const columns: Record<string, unknown> = { ...blankOf(table, row) };
  columns["account_id"] = accountId;
  for (const field in fields) columns[columnName(field)] = fields[field];
  if (table === "agents") return columns;
  if (table === "agent_teams") {
    // At the open ends.
    columns["valid_from"] ??= "-infinity";
    columns["valid_to"] ??= "infinity";
    return columns;
  }
  const conversation = columns["conversation_id"] ?? null;
  columns["subject"] = conversation === null ? subject : `conversation/${conversation}`;
  return columns;
}

const blanks = new Map<FactTable, Columns>();

/** A row without values. Copying it and filling it in is ten times as fast as adding 30 columns one by one. */
function blankOf(table: FactTable, row: object): Columns {
  const known = blanks.get(table);
  if (known) return known;
  const columns = ["account_id", ...Object.keys(row).map(columnName)];
  const owned = table === "agents" || table === "agent_teams" ? columns : [...columns, "subject"];
  const blank = Object.fromEntries(owned.map((column) => [column, null]));
  // Copied once more, into an object of the kind that is copied fast.
  blanks.set(table, { ...blank });
  return blank;
}

function columnName(field: string): string {
  const known = columnNames.get(field);
  if (known !== undefined) return known;
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(field, column);
  return column;
}
