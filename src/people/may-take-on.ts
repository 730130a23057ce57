import type { Viewer } from "./viewer.ts";

/** Whose the conversation is that an alert tells of. */
export interface AlertedConversation {
  readonly team: string | null;
  readonly agent: string | null;
}

/** What somebody may take on: all, what is of a team of theirs or assigned to them, or nothing. */
export type TakesOn = "all" | "none" | { readonly teams: readonly string[]; readonly agent: string | null };

/**
 * Managers and admins may look at any alert and take it on, others what is of a team of theirs or assigned to them. An
 * alert stands in a channel and tells of a conversation, not of how well somebody works.
 */
export function takesOn({ person, refusal, role, teams, agentId }: Viewer): TakesOn {
  if (!person || refusal || role === "nobody") return "none";
  return role === "manager" || role === "admin" ? "all" : { teams, agent: agentId };
}

/** Whether somebody may look at an alert and take it on. */
export function mayTakeOn(viewer: Viewer, { team, agent }: AlertedConversation): boolean {
  const allowed = takesOn(viewer);
  if (allowed === "all" || allowed === "none") return allowed === "all";
  return (team !== null && allowed.teams.includes(team)) || (agent !== null && agent === allowed.agent);
}
