import type { FactTable } from "./fact-columns.ts";

/** How the rows of a fact table are found again. */
interface FactTableShape {
  /** Which kinds of subject have rows here. */
  readonly kinds: readonly string[];
  /** What its rows belong to: a subject, "conversation/4711", or an agent by his id. */
  readonly owner: "subject" | "agent_id";
  /** What tells the rows of one owner apart. */
  readonly key: readonly string[];
}

const ofConversations = { kinds: ["conversation"], owner: "subject" } as const;
const alsoStandalone = { kinds: ["conversation", "event"], owner: "subject" } as const;
const ofAgents = { kinds: ["agent"], owner: "agent_id" } as const;

/** Every table the projector fills. */
export const factTables: Readonly<Record<FactTable, FactTableShape>> = {
  conversations: { ...ofConversations, key: [] },
  turns: { ...ofConversations, key: ["no"] },
  episodes: { ...ofConversations, key: ["no"] },
  messages: { ...alsoStandalone, key: ["no"] },
  ratings: { ...alsoStandalone, key: ["no"] },
  closings: { ...ofConversations, key: ["no"] },
  agents: { ...ofAgents, key: [] },
  agent_teams: { ...ofAgents, key: ["valid_from"] },
};

export const factTableNames = Object.keys(factTables) as readonly FactTable[];
