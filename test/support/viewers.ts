import type { Directory } from "../../src/people/directory.ts";
import { mergedDirectory } from "../../src/people/merged-directory.ts";
import type { Person, PersonEntry } from "../../src/people/person.ts";
import type { Viewer } from "../../src/people/viewer.ts";
import type { KnownAgent } from "../../src/store/known-agents.ts";

/** An agent as events tell of him. */
export function knownAgent(id: string, told: Partial<KnownAgent> = {}): KnownAgent {
  return { id, name: null, email: null, isActive: true, team: null, hasTeamHistory: "team" in told, ...told };
}

/** The desk that the tests of permissions ask: billing has five agents, returns two; kim leads billing, max manages. */
export const officePeople: readonly PersonEntry[] = [
  { email: "ada@example.com", agent: "17", name: "Ada", team: "billing", role: "agent" },
  { email: "bo@example.com", agent: "18", name: "Bo", team: "billing", role: "agent" },
  { email: "cy@example.com", agent: "19", name: "Cy", team: "billing", role: "agent" },
  { email: "di@example.com", agent: "20", name: "Di", team: "billing", role: "agent" },
  { email: "kim@example.com", agent: "3", name: "Kim", team: "billing", role: "lead" },
  { email: "eve@example.com", agent: "30", name: "Eve", team: "returns", role: "agent" },
  { email: "flo@example.com", agent: "31", name: "Flo", team: "returns", role: "agent" },
  { email: "max@example.com", name: "Max", role: "manager" },
  { email: "root@example.com", name: "Root", role: "admin" },
];

export const office: Directory = mergedDirectory(
  { people: officePeople, teams: { billing: { name: "Billing" }, returns: {} } },
  [],
);

/** Somebody of a directory, as who asks. */
export function viewerOf(email: string, directory: Directory = office): Viewer {
  const person = directory.people.find((one) => one.email === email);
  if (!person) throw new Error(`nobody has the address ${email}`);
  return viewer(person, directory);
}

/** Who asks is nobody. */
export function stranger(directory: Directory = office): Viewer {
  const refusal = { reason: "Who are you?", ask: [], remedy: null };
  return { ...viewer(null, directory), refusal };
}

function viewer(person: Person | null, directory: Directory): Viewer {
  return {
    person,
    role: person?.role ?? "nobody",
    agentId: person?.agentId ?? null,
    teams: person?.teams ?? [],
    email: person?.email ?? null,
    name: person?.name ?? "U1",
    timezone: null,
    locale: null,
    chat: { platform: "slack", tenant: "T1", id: "U1" },
    directory,
    refusal: null,
  };
}
