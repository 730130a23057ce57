import type { TeamOf } from "./agents-teams.ts";
import type { Labels } from "./desk.ts";
import type { Heard } from "./heard.ts";

/** What is known of something outside every conversation: nothing of a conversation. */
export const nothing: Labels = {
  channel: [null],
  priority: [null],
  topic: [null],
  product: [null],
  segment: [null],
  "initiated-by": [null],
  tag: [null],
};

/** Outside every conversation a thing belongs to the agent it names. */
export function aloneLabels({ at, data }: Heard, teamOf: TeamOf): Labels {
  const agent = data.agent ?? null;
  return { ...nothing, agent: [agent], team: [agent === null ? null : teamOf(agent, at)] };
}
