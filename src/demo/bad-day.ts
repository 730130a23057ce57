import type { DemoAgent } from "./demo-team.ts";
import type { DeskDay } from "./desk-clock.ts";

/**
 * Yesterday the payment provider was down from the morning to mid-afternoon: failed payments came in by chat many times
 * over, and the billing team was one short.
 */
export const badDay = {
  /** Days before `until`. */
  ago: 1,
  /** Local hours. */
  from: 8.5,
  to: 15,
  /** Conversations beyond the usual. */
  extra: 64,
  awayAgent: "bram",
} as const;

/** How many times longer a team's customers wait for its replies. */
export function strain(day: DeskDay | undefined, isOutage: boolean, team: DemoAgent["team"]): number {
  if (day?.ago !== badDay.ago) return 1;
  if (isOutage) return 38;
  return team === "billing" ? 4 : 1.5;
}

export function isAway(agent: DemoAgent, day: DeskDay): boolean {
  return agent.daysOff.includes(day.weekday) || (day.ago === badDay.ago && agent.id === badDay.awayAgent);
}
