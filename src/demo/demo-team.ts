import type { Weekday } from "../calendar/weekday.ts";

/** Where the desk works. */
export const DEMO_TIMEZONE = "Europe/Amsterdam";

export const demoTeams = ["billing", "technical", "onboarding"] as const;
export type DemoTeam = (typeof demoTeams)[number];

export interface DemoAgent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly team: DemoTeam;
  readonly role: "agent" | "lead";
  /** How long this one takes, beside the team's usual: below 1 is faster. */
  readonly pace: number;
  /** Added to the chance of a good rating. */
  readonly charm: number;
  readonly daysOff: readonly Weekday[];
}

const weekend = ["saturday", "sunday"] as const;
const early = ["monday", "tuesday"] as const;
const middle = ["wednesday", "thursday"] as const;

export const demoAgents: readonly DemoAgent[] = [
  agent("amira", "Amira Haddad", "billing", 0.9, 0.02, weekend, "lead"),
  agent("bram", "Bram de Vries", "billing", 1.1, 0, weekend),
  agent("chiara", "Chiara Rossi", "billing", 0.8, 0.03, early),
  agent("daniel", "Daniel Okafor", "billing", 1, 0.01, middle),
  agent("elin", "Elin Sjöberg", "billing", 1.2, -0.02, weekend),
  agent("farid", "Farid Rahimi", "technical", 1, 0.02, weekend, "lead"),
  agent("greta", "Greta Lindqvist", "technical", 0.75, 0.01, early),
  agent("hugo", "Hugo Marchand", "technical", 1.3, -0.03, weekend),
  agent("ines", "Inês Carvalho", "technical", 0.95, 0.02, middle),
  agent("jonas", "Jonas Weber", "technical", 1.05, 0, weekend),
  agent("kasia", "Katarzyna Nowak", "technical", 0.9, 0.01, early),
  agent("liam", "Liam O'Sullivan", "onboarding", 1, 0.03, weekend, "lead"),
  agent("mei", "Mei Tanaka", "onboarding", 0.8, 0.04, weekend),
  agent("noor", "Noor Bakker", "onboarding", 1.1, 0.02, weekend),
  agent("olga", "Olga Petrenko", "onboarding", 1, 0.01, weekend),
];

function agent(
  id: string,
  name: string,
  team: DemoTeam,
  pace: number,
  charm: number,
  daysOff: readonly Weekday[],
  role: DemoAgent["role"] = "agent",
): DemoAgent {
  return { id, name, email: `${id}@northwind.example`, team, role, pace, charm, daysOff };
}

type Hours = Partial<Record<Weekday, readonly [number, number]>>;

/** Opening hours in local time, hours of the day. */
export const demoHours: Readonly<Record<DemoTeam, Hours>> = {
  billing: { ...everyWeekday(8, 20), saturday: [9, 18], sunday: [9, 18] },
  technical: { ...everyWeekday(8, 22), saturday: [9, 20], sunday: [9, 20] },
  onboarding: everyWeekday(9, 17.5),
};

function everyWeekday(from: number, to: number): Hours {
  const hours = [from, to] as const;
  return { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours };
}
