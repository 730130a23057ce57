import { noKnowledge } from "../facts/last-known-attributes.ts";
import type { Moment } from "../facts/timeline.ts";
import type { MatchKey } from "./policy.ts";

/** What a conversation was like at an instant, as far as a policy asks. */
export type Circumstances = { readonly [K in Exclude<MatchKey, "tag">]: string | null } & {
  readonly tags: readonly string[];
};

export interface CircumstancesOverTime {
  /** Once all that happened at the instant has. */
  at(instant: Date): Circumstances;
  /** The instants in (from, to] at which the priority became another. */
  priorityChanges(from: Date, to: Date | null): readonly Date[];
}

interface State {
  readonly at: number;
  readonly circumstances: Circumstances;
}

/** What a conversation was like over its life: what happens at one instant happens together. */
export function circumstancesOver(timeline: readonly Moment[]): CircumstancesOverTime {
  const states = statesOf(timeline);
  const changes = states.filter(
    ({ circumstances }, index) =>
      index > 0 && circumstances.priority !== states[index - 1]?.circumstances.priority,
  );
  return {
    at: (instant) =>
      states.findLast(({ at }) => at <= instant.getTime())?.circumstances ?? unknownCircumstances,
    priorityChanges: (from, to) =>
      changes
        .filter(({ at }) => at > from.getTime() && (to === null || at <= to.getTime()))
        .map(({ at }) => new Date(at)),
  };
}

const unknownCircumstances: Circumstances = {
  channel: null,
  team: null,
  priority: null,
  segment: null,
  topic: null,
  tags: [],
};

/** One for each instant after which something is different. */
function statesOf(timeline: readonly Moment[]): readonly State[] {
  const knowledge = noKnowledge();
  const states: State[] = [];
  timeline.forEach((moment, index) => {
    const { event, assignment } = moment;
    knowledge.learn(event);
    if (timeline[index + 1]?.event.at.getTime() === event.at.getTime()) return;
    const { channel, priority, segment, topic, tags } = knowledge.attributes("", undefined);
    const circumstances = { channel, team: assignment.team, priority, segment, topic, tags };
    if (!isSame(states.at(-1)?.circumstances, circumstances))
      states.push({ at: event.at.getTime(), circumstances });
  });
  return states;
}

function isSame(one: Circumstances | undefined, other: Circumstances): boolean {
  return (
    one !== undefined &&
    one.channel === other.channel &&
    one.team === other.team &&
    one.priority === other.priority &&
    one.segment === other.segment &&
    one.topic === other.topic &&
    one.tags.join("\0") === other.tags.join("\0")
  );
}
