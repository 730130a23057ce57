import type { Heard } from "./heard.ts";

/** The team an agent was in at an instant; `Infinity` asks for the last known. */
export type TeamOf = (agent: string, at: number) => string | null;

/** What is told first reaches back for ever: before it nothing else is known. */
export function agentsTeams(heard: readonly Heard[]): TeamOf {
  return (agent, at) => {
    const told = heard.filter(
      ({ type, data }) => type === "agent.updated" && data.agent === agent && data.team !== undefined,
    );
    const known = Math.max(at, told[0]?.at ?? at);
    const then = told.findLast((event) => event.at <= known);
    return then?.data.team ?? null;
  };
}
