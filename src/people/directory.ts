import type { Kysely } from "kysely";
import { knownAgents } from "../store/known-agents.ts";
import type { Database } from "../store/tables.ts";
import { mergedDirectory } from "./merged-directory.ts";
import type { Person, PersonEntry } from "./person.ts";

/** Everybody and every team that deskpulse knows. */
export interface Directory {
  readonly people: readonly Person[];
  readonly agents: readonly DirectoryAgent[];
  readonly teams: readonly DirectoryTeam[];
}

export interface DirectoryAgent {
  readonly id: string;
  /** What to call them: never empty. */
  readonly name: string;
  readonly email: string | null;
  /** Where they are now. */
  readonly team: string | null;
  readonly isActive: boolean;
}

export interface DirectoryTeam {
  readonly id: string;
  readonly name: string;
  /** The ids of its present agents, without those who left. */
  readonly agents: readonly string[];
}

/** The part of deskpulse.yaml that says who is who. */
export interface PeopleConfig {
  readonly people: readonly PersonEntry[];
  readonly teams: Readonly<Record<string, { readonly name?: string | undefined }>>;
}

/**
 * One view of the people of deskpulse.yaml and of the agents that events tell of. Names and roles are the
 * configuration's before all else; of an agent's team the events' word stands before it.
 */
export async function directory(
  db: Kysely<Database>,
  accountId: string,
  config: PeopleConfig,
): Promise<Directory> {
  return mergedDirectory(config, await knownAgents(db, accountId));
}
