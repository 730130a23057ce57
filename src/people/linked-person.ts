import type { Directory } from "./directory.ts";
import type { Person } from "./person.ts";

/** Whom a link names: an agent by id, or anybody by e-mail address. */
export interface LinkTarget {
  readonly email: string | null;
  readonly agent_id: string | null;
}

/**
 * The person a chat user is linked to, whether or not they are still there. Of several with one address the listed one
 * stands first, then the one who has not left; of several agents with one address nobody can tell which.
 */
export function linkedPerson({ people }: Directory, link: LinkTarget | undefined): Person | null {
  if (!link) return null;
  const { agent_id, email } = link;
  if (agent_id !== null) return people.find((person) => person.agentId === agent_id) ?? null;
  if (email === null) return null;
  const named = people.filter((person) => person.email === email.trim().toLowerCase());
  const active = named.filter((person) => person.isActive);
  return active.length > 1 ? null : (active[0] ?? named[0] ?? null);
}
