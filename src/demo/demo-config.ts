import { weekdays } from "../calendar/weekday.ts";
import { DeskConfig } from "../config/desk-config.ts";
import { DEMO_TIMEZONE, type DemoTeam, demoAgents, demoHours, demoTeams } from "./demo-team.ts";

const teamNames: Readonly<Record<DemoTeam, string>> = {
  billing: "Billing",
  technical: "Technical",
  onboarding: "Onboarding",
};

/** The sample desk's deskpulse.yaml: its teams and people, goals, promises, and the morning digest. */
export function demoConfig(): DeskConfig {
  return DeskConfig.parse({
    timezone: DEMO_TIMEZONE,
    calendars: Object.fromEntries(demoTeams.map((team) => [team, { hours: hoursOf(team) }])),
    helpDeskUrl: "https://desk.northwind.example/conversations/{conversation}",
    teams: Object.fromEntries(
      demoTeams.map((team) => [team, { name: teamNames[team], calendar: team, leaderboard: true }]),
    ),
    people: [
      ...demoAgents.map(({ id, name, email, team, role }) => ({ email, agent: id, name, team, role })),
      { email: "petra@northwind.example", name: "Petra Janssen", role: "manager" },
    ],
    goals: [
      { kpi: "first-response-time", atMost: "15m", stat: "median" },
      { kpi: "first-response-time", channel: "chat", atMost: "5m", stat: "median" },
      { kpi: "first-response-time", channel: "email", atMost: "4h", stat: "median" },
      { kpi: "resolution-time", atMost: "4h", stat: "median" },
      { kpi: "csat", atLeast: 90 },
      { kpi: "csat", team: "onboarding", atLeast: 92 },
      { kpi: "reopened-rate", atMost: 5 },
    ],
    sla: [
      urgent,
      ...demoTeams.map((team) => ({
        name: team,
        match: { team },
        calendar: team,
        targets: { firstResponse: "1h", nextResponse: "1h", resolution: "8h" },
      })),
    ],
    alerts: [billingCsat],
    digests: [morning],
  });
}

/** The channel that the page of the sample desk stands for. */
export const DEMO_CHANNEL = "C0SUPPORT";

const urgent = {
  name: "urgent",
  match: { priority: "urgent" },
  targets: { firstResponse: "15m", nextResponse: "1h" },
  warnAt: ["80%"],
  notify: { warning: [{ slack: DEMO_CHANNEL }], breach: [{ slack: DEMO_CHANNEL }] },
  escalate: [
    { after: "4m", to: "amira@northwind.example" },
    { after: "30m", to: "petra@northwind.example" },
  ],
};

const billingCsat = {
  id: "billing-csat",
  title: "CSAT of Billing",
  kpi: "csat",
  team: "billing",
  below: 80,
  over: "last 24 hours",
  minimumSample: 10,
  notify: [{ slack: DEMO_CHANNEL }],
};

const morning = {
  id: "morning",
  title: "Good morning, Northwind support",
  cron: "30 8 * * *",
  scope: "all",
  period: "yesterday",
  kpis: [
    "conversations-opened",
    "first-response-time",
    "resolution-time",
    "csat",
    "reopened-rate",
    "single-reply-resolution-rate",
    "messages-sent",
    "open-conversations",
  ],
  table: { by: "agent", kpis: ["messages-sent", "response-time", "conversations-closed"] },
  charts: [
    { kpi: "conversations-opened", by: "day", period: "last 14 days" },
    { kpi: "messages-received", by: ["hour-of-day", "weekday"], period: "last 28 days" },
  ],
  targets: [{ console: true }],
};

function hoursOf(team: DemoTeam): Record<string, string[]> {
  const clock = (hour: number) => `${pad(Math.floor(hour))}:${pad((hour % 1) * 60)}`;
  return Object.fromEntries(
    weekdays.map((weekday) => {
      const hours = demoHours[team][weekday];
      return [weekday, hours ? [`${clock(hours[0])}-${clock(hours[1])}`] : []];
    }),
  );
}

function pad(number: number): string {
  return String(Math.round(number)).padStart(2, "0");
}
