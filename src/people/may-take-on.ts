import type { Viewer } from "./viewer.ts";

/** Whose the conversation is that an alert tells of, or the KPI. */
export interface AlertedConversation {
  readonly kind: "wait" | "kpi";
  readonly team: string | null;
  readonly agent: string | null;
}

/** What somebody may take on: all, what is of a team of theirs or assigned to them, or nothing. */
export type TakesOn =
  | "all"
  | "none"
  | {
      readonly teams: readonly string[];
      readonly agent: string | null;
      /** Whose KPIs they may know in full. */
      readonly ledTeams: readonly string[];
    };

/**
 * Managers and admins may look at any alert and take it on, others what is of a team of theirs or assigned to them. An
 * alert stands in a channel and tells of a conversation, not of how well somebody works. A KPI of a team does: that is for
 * its leads.
 */
export function takesOn({ person, refusal, role, teams, agentId }: Viewer): TakesOn {
  if (!person || refusal || role === "nobody") return "none";
  return role === "manager" || role === "admin"
    ? "all"
    : { teams, agent: agentId, ledTeams: role === "lead" ? teams : [] };
}

/** Whether somebody may look at an alert and take it on. */
export function mayTakeOn(viewer: Viewer, { kind, team, agent }: AlertedConversation): boolean {
  const allowed = takesOn(viewer);
  if (allowed === "all" || allowed === "none") return allowed === "all";
  if (kind === "kpi") return team !== null && allowed.ledTeams.includes(team);
  return (team !== null && allowed.teams.includes(team)) || (agent !== null && agent === allowed.agent);
}
