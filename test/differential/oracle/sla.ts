import { type Answer, counted, type Kpi, share } from "./answer.ts";
import { cellsOf } from "./cells.ts";
import { lastOwner } from "./conversations.ts";
import type { Sample } from "./desk.ts";
import { clocksOf, type EndedClock } from "./sla-story.ts";
import type { Conversation, ToldDesk } from "./told-desk.ts";

interface Due extends Sample {
  readonly isMet: boolean;
  readonly isReply: boolean;
}

export function slaKpis(told: ToldDesk): Record<string, Kpi> {
  const due = told.conversations.flatMap((each) =>
    clocksOf(each, told.config).flatMap((clock) => dueOf(each, clock)),
  );
  return {
    "sla-attainment": share(counted(due.filter(({ isMet }) => isMet)), counted(due)),
    "on-time": onTime(due.filter(({ isReply }) => isReply)),
  };
}

/** What is due counts then, for who stopped it, else for who has it. */
function dueOf({ name, life, labels }: Conversation, { owner, ...clock }: EndedClock): Due[] {
  const { dueAt, ending, kind, policy, priority } = clock;
  if (dueAt === null || ending === "cancelled" || ending === "replaced") return [];
  const own = { target: [kind], policy: [policy.name], priority: [priority] };
  const credited = labels(owner ?? lastOwner(life), dueAt);
  return [
    {
      at: dueAt,
      value: 1,
      thing: name,
      isMet: ending === "met",
      isReply: kind !== "resolution",
      labels: { ...credited, ...own },
    },
  ];
}

/** Of the conversations with a reply due, those in which every one came in time. */
function onTime(due: readonly Due[]): Kpi {
  return (question): Answer => {
    const cells = cellsOf(due, question);
    return {
      names: new Set(cells.keys()),
      cell(name) {
        const stories = Map.groupBy(cells.get(name) ?? [], ({ thing }) => thing);
        const kept = [...stories.values()].filter((clocks) => clocks.every(({ isMet }) => isMet));
        const sample = stories.size;
        return { value: sample === 0 ? null : (100 * kept.length) / sample, sample };
      },
    };
  };
}
