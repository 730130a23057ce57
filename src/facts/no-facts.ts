import type { FactRows } from "./rows.ts";

/** What is folded out of nothing. */
export const noFacts: FactRows = {
  conversations: [],
  turns: [],
  episodes: [],
  messages: [],
  ratings: [],
  closings: [],
  agents: [],
  agentTeams: [],
};
