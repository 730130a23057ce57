import type { KnownAgent } from "../store/known-agents.ts";
import type { Directory, DirectoryAgent, DirectoryTeam, PeopleConfig } from "./directory.ts";
import type { Person, PersonEntry } from "./person.ts";

/** Merges who deskpulse.yaml lists with the agents that events tell of. */
export function mergedDirectory(config: PeopleConfig, known: readonly KnownAgent[]): Directory {
  const agents = agentsOf(config.people, known);
  const listed = config.people.map((entry) => listedPerson(entry, agents));
  const claimed = new Set(listed.map((person) => person.agentId));
  const addresses = new Set(listed.map((person) => person.email));
  const unlisted = agents
    .filter(({ id, email }) => !claimed.has(id) && (email === null || !addresses.has(email)))
    .map(unlistedPerson);
  const people = [...listed, ...unlisted];
  return { people, agents, teams: teamsOf(config, agents, people) };
}

function agentsOf(entries: readonly PersonEntry[], known: readonly KnownAgent[]): DirectoryAgent[] {
  const told = new Map(known.map((agent) => [agent.id, agent]));
  const listed = new Map(
    entries.flatMap((entry) => (entry.agent === undefined ? [] : [[entry.agent, entry] as const])),
  );
  return [...new Set([...told.keys(), ...listed.keys()])].sort().map((id) => {
    const agent = told.get(id);
    const entry = listed.get(id);
    const email = agent?.email ?? entry?.email ?? null;
    return {
      id,
      name: nonEmpty(entry?.name) ?? nonEmpty(agent?.name) ?? email ?? id,
      email: email && normal(email),
      team: agent?.hasTeamHistory ? agent.team : (teamsIn(entry)[0] ?? null),
      isActive: agent?.isActive ?? true,
    };
  });
}

function listedPerson(entry: PersonEntry, agents: readonly DirectoryAgent[]): Person {
  const email = normal(entry.email);
  const own =
    entry.agent === undefined ? agentBehind(email, agents) : agents.find((agent) => agent.id === entry.agent);
  const stays = entry.agent === undefined && entry.role !== "agent";
  const agent = stays && own?.isActive === false ? undefined : own;
  const present = agent?.team ? [agent.team] : [];
  const named = teamsIn(entry);
  const teams = entry.role === "agent" && agent ? present : named.length > 0 ? named : present;
  return {
    name: nonEmpty(entry.name) ?? nonEmpty(agent?.name) ?? entry.email,
    email,
    agentId: agent?.id ?? null,
    role: entry.role,
    teams,
    isActive: agent?.isActive ?? true,
  };
}

/** The one agent with that address: the active one, if others have left. Of several nobody can tell which. */
function agentBehind(email: string, agents: readonly DirectoryAgent[]): DirectoryAgent | undefined {
  const all = agents.filter((agent) => agent.email === email);
  const active = all.filter((agent) => agent.isActive);
  if (active.length > 1) return undefined;
  return active[0] ?? all[0];
}

function unlistedPerson(agent: DirectoryAgent): Person {
  return {
    name: agent.name,
    email: agent.email,
    agentId: agent.id,
    role: "agent",
    teams: agent.team === null ? [] : [agent.team],
    isActive: agent.isActive,
  };
}

function teamsOf(
  config: PeopleConfig,
  agents: readonly DirectoryAgent[],
  people: readonly Person[],
): DirectoryTeam[] {
  const members = Map.groupBy(
    agents.filter((agent) => agent.isActive),
    (agent) => agent.team,
  );
  const ids = new Set([
    ...Object.keys(config.teams),
    ...agents.flatMap((agent) => agent.team ?? []),
    ...people.flatMap((person) => person.teams),
  ]);
  return [...ids].sort().map((id) => ({
    id,
    name: nonEmpty(config.teams[id]?.name) ?? id,
    agents: (members.get(id) ?? []).map((agent) => agent.id),
  }));
}

function teamsIn(entry: PersonEntry | undefined): readonly string[] {
  const { team } = entry ?? {};
  return typeof team === "string" ? [team] : (team ?? []);
}

function normal(email: string): string {
  return email.trim().toLowerCase();
}

function nonEmpty(name: string | null | undefined): string | undefined {
  return name?.trim() ? name.trim() : undefined;
}
