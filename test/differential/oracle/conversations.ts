import { counted, type Kpi, share, there } from "./answer.ts";
import type { Level, Sample } from "./desk.ts";
import type { Life, Owner } from "./life.ts";
import type { Question } from "./question.ts";
import type { Conversation, ToldDesk } from "./told-desk.ts";

export function lastOwner({ assignee, team }: Life): Owner {
  return { agent: assignee, team };
}

interface Opened extends Sample {
  readonly life: Life;
}

function openedIn({ name, life, labels }: Conversation): Opened[] {
  const { openedAt } = life;
  if (openedAt === undefined) return [];
  const automatic = life.episodes.at(-1)?.resolved?.automatic ?? false;
  return [{ at: openedAt, value: 1, automatic, life, thing: name, labels: labels(lastOwner(life)) }];
}

export function conversationKpis({ conversations }: ToldDesk): Record<string, Kpi> {
  const opened = conversations.flatMap(openedIn);
  const openedThat = (holds: (life: Life) => boolean) => counted(opened.filter(({ life }) => holds(life)));
  const closed = conversations.flatMap(({ life, labels }) =>
    life.closings.map(({ at, ...owner }): Sample => ({ at, value: 1, labels: labels(owner, at) })),
  );
  return {
    "conversations-opened": counted(opened),
    "conversations-closed": counted(closed),
    "conversations-archived": openedThat(({ isArchived }) => isArchived),
    "conversations-replied": openedThat(({ replies }) => replies > 0),
    complaints: counted(({ complaintTag }) => opened.filter(({ life }) => life.tags.has(complaintTag))),
    "open-conversations": there(conversations.map(levelOf)),
    // A share of all that was opened: the filter decides what counts as resolved.
    "resolution-rate": share(
      counted((question) => opened.filter((each) => each.life.isResolved && isAsked(each, question))),
      counted(opened),
    ),
  };
}

/** By the filter on automatic resolutions. */
export function isAsked({ automatic }: { readonly automatic?: boolean }, { filters }: Question): boolean {
  return filters["automatic"]?.includes(automatic ? "yes" : "no") ?? true;
}

/** Open or snoozed at the instant, else as last known. */
export function levelOf({ life, told, lifeUntil, labels }: Conversation): Level {
  const known = new Map<number, Life>();
  const lifeAt = (instant: number) => {
    const past = told.filter(({ at }) => at < instant).length;
    const found = known.get(past) ?? lifeUntil(instant);
    known.set(past, found);
    return found;
  };
  return {
    labelsAt: (instant) => ({
      ...labels(lastOwner(life)),
      status: [lifeAt(instant).isSnoozed ? "snoozed" : "open"],
    }),
    isOpenAt(instant) {
      const { episodes, isResolved } = lifeAt(instant);
      return episodes.length > 0 && !isResolved;
    },
  };
}
