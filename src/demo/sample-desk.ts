import type { DeskEvent } from "../events/vocabulary.ts";
import { afterConversation } from "./after-conversation.ts";
import { agentDay, agentsAppear } from "./agent-days.ts";
import { arrivalsOf } from "./arrivals.ts";
import { isAway } from "./bad-day.ts";
import { coloured } from "./coloured.ts";
import { companyDay } from "./company-days.ts";
import { conversationStory } from "./conversation-story.ts";
import { customerDay, customersAppear } from "./customer-days.ts";
import { type DemoAgent, demoAgents } from "./demo-team.ts";
import { type DeskClock, deskClock } from "./desk-clock.ts";
import { seededRandom } from "./random.ts";

export interface SampleDeskOptions {
  readonly seed: number;
  /** Where the history ends. The day before it, in Amsterdam, is the bad one. */
  readonly until: Date;
  /** Whole weeks of history before the day of `until`; 12 unless given. */
  readonly weeks?: number;
}

/**
 * The history of a made-up help desk: three teams, fifteen agents, five channels, and a bad yesterday with a cause. The
 * same options give the same events, in order of time.
 */
export function sampleDesk({ seed, until, weeks = 12 }: SampleDeskOptions): readonly DeskEvent[] {
  const clock = deskClock(until, weeks);
  const [firstDay] = clock.days;
  const desk = { clock, onDuty: duty(clock) };
  const told = clock.days.flatMap((day) => {
    const random = seededRandom(seed, day.date);
    const stories = arrivalsOf(day, clock, random).flatMap((arrival, at) => {
      const name = `${day.date}-${String(at + 1).padStart(3, "0")}`;
      const story = conversationStory(arrival, name, desk, seededRandom(seed, name));
      // Chance of their own, so that what is added around a story leaves it as it is.
      const around = seededRandom(seed, `${name} around`);
      const { isOutage } = arrival;
      return [...coloured(story, isOutage, around), ...afterConversation(story, name, isOutage, around)];
    });
    const beside = seededRandom(seed, `${day.date} beside`);
    return [
      ...agentDay(day, clock, random),
      ...stories,
      ...customerDay(day, beside),
      ...companyDay(day, beside),
    ];
  });
  const first = firstDay
    ? [...agentsAppear(firstDay), ...customersAppear(firstDay, seededRandom(seed, "customers"))]
    : [];
  return [...first, ...told]
    .filter(({ at }) => at.getTime() <= until.getTime())
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** Who of a team is at work at an instant. */
function duty({ dayAt }: DeskClock): (team: DemoAgent["team"], at: number) => readonly DemoAgent[] {
  return (team, at) => {
    const day = dayAt(at);
    return day ? demoAgents.filter((agent) => agent.team === team && !isAway(agent, day)) : [];
  };
}
