import type { Viewer } from "./viewer.ts";

/** Whose the conversation is that an alert tells of. */
export interface AlertedConversation {
  readonly team: string | null;
  readonly agent: string | null;
}

/**
 * Whether somebody may look at an alert and take it on: managers and admins any, others what is of a team of theirs or
 * assigned to them. An alert stands in a channel and tells of a conversation, not of how well somebody works.
 */
export function mayTakeOn(viewer: Viewer, { team, agent }: AlertedConversation): boolean {
  if (!viewer.person || viewer.refusal || viewer.role === "nobody") return false;
  if (viewer.role === "manager" || viewer.role === "admin") return true;
  const isOfTeam = team !== null && viewer.teams.includes(team);
  return isOfTeam || (agent !== null && agent === viewer.agentId);
}
