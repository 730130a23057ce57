import { mayAsk } from "../people/may-ask.ts";
import type { Viewer } from "../people/viewer.ts";
import { type FilterKey, type Filters, filterKeys, type Question } from "./question.ts";

/**
 * What a question without a team or an agent is about: the teams of who asks, an agent's own numbers where the team is
 * too small to be shown as one, and the whole desk for whoever may see it.
 */
export function withOwnScope(viewer: Viewer, question: Question): Question {
  const { filters, metrics, by } = question;
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  if (isOpen || filters.team || filters.agent) return question;
  const ofTeams = viewer.teams.length > 0 ? withFilters(question, { team: viewer.teams }) : undefined;
  if (ofTeams && mayAsk(viewer, { metrics, by, filters: ofTeams.filters }).allowed) return ofTeams;
  const isPlain = !by.includes("agent") && viewer.agentId !== null;
  const own = isPlain ? withFilters(question, { agent: [viewer.agentId ?? ""] }) : undefined;
  return own ?? ofTeams ?? question;
}

/** Where single conversations are shown an agent sees the own ones, a lead those of the team. */
export function withConversationScope(viewer: Viewer, question: Question): Question {
  const { agent, team } = question.filters;
  if (agent || team || viewer.role === "manager" || viewer.role === "admin") return question;
  if (viewer.role === "lead") return withFilters(question, { team: viewer.teams });
  return withFilters(question, { agent: [viewer.agentId ?? ""] });
}

export function withFilters(question: Question, added: Filters): Question {
  return { ...question, filters: { ...question.filters, ...added } };
}

/** What numbers are about, in words: "Billing, on chat", "Ada Lovelace", "the whole desk". */
export function scopeWords(viewer: Viewer, filters: Filters): string {
  const parts = filterKeys.flatMap((key) => {
    const values = filters[key];
    return values
      ? [`${prefixes[key] ?? `${key} `}${values.map((id) => nameOf(viewer, key, id)).join(", ")}`]
      : [];
  });
  return parts.length > 0 ? parts.join(", ") : "the whole desk";
}

const prefixes: Readonly<Partial<Record<FilterKey, string>>> = { team: "", agent: "", channel: "on " };

/** What to call a value of a dimension; null is nobody or nothing. */
export function nameOf(viewer: Viewer, dimension: string, id: string | null): string {
  if (id === null) return dimension === "agent" ? "no agent" : `no ${dimension}`;
  const { agents, teams } = viewer.directory;
  if (dimension === "agent") return agents.find((agent) => agent.id === id)?.name ?? id;
  if (dimension === "team") return teams.find((team) => team.id === id)?.name ?? id;
  return id;
}
