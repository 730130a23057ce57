import { demoAgents } from "../demo/demo-team.ts";

const named = (id: string, what: string) => {
  const agent = demoAgents.find((each) => each.id === id);
  return agent ? [{ id, email: agent.email, label: `${agent.name}, ${what}`, name: agent.name }] : [];
};

/** Whom the page of the sample desk can ask as: one of each role. */
export const demoPeople: readonly {
  readonly id: string;
  readonly email: string;
  readonly label: string;
  readonly name: string;
}[] = [
  ...named("chiara", "agent in Billing"),
  ...named("amira", "lead of Billing"),
  { id: "petra", email: "petra@northwind.example", label: "Petra Janssen, manager", name: "Petra Janssen" },
];

/** Lines to begin with: each shows another thing. */
export const demoSuggestions: readonly string[] = [
  "mystats this week",
  "teamstats billing this week",
  "kpi csat by channel last week",
  "kpi first-response-time by day last 14 days",
  "why csat yesterday",
  "sla",
  "sla backtest urgent last week",
  "leaderboard last week",
  "kpi nps ces sentiment last month vs last year",
  "digest subscribe",
  "export mystats last week",
  "help",
];
