import type { Kysely } from "kysely";
import type { DeskConfig } from "../config/desk-config.ts";
import { agentNames } from "../store/agent-names.ts";
import type { Database } from "../store/tables.ts";

/** What to call a value of a dimension; null is nobody or nothing. */
export type DisplayNames = (dimension: string, value: string | null) => string;

const NOBODY: Readonly<Record<string, string>> = { agent: "no agent", team: "no team" };

/** Names of people and teams: deskpulse.yaml first, then what events said, else the bare id. */
export async function displayNames(
  db: Kysely<Database>,
  accountId: string,
  config: DeskConfig,
): Promise<DisplayNames> {
  const agents = new Map(await agentNames(db, accountId));
  for (const person of config.people) {
    if (person.agent !== undefined && person.name !== undefined) agents.set(person.agent, person.name);
  }
  return (dimension, value) => {
    if (value === null) return NOBODY[dimension] ?? `no ${dimension}`;
    if (dimension === "agent") return agents.get(value) ?? value;
    if (dimension === "team") return config.teams[value]?.name ?? value;
    return value;
  };
}
