import type { Viewer } from "../people/viewer.ts";

/** What somebody would ask first thing in the morning. */
export function dashboardLines({ role, agentId }: Pick<Viewer, "role" | "agentId">): readonly string[] {
  const own = agentId === null ? [] : ["mystats"];
  switch (role) {
    case "agent":
      return own.length > 0 ? own : ["help"];
    case "lead":
    case "manager":
    case "admin":
      return [...own, "teamstats"];
    case "nobody":
      // It is answered with why nothing may be seen, and whom to ask.
      return ["mystats"];
    default:
      return role satisfies never;
  }
}
