import { type Kpi, there, timed } from "./answer.ts";
import { lastOwner } from "./conversations.ts";
import type { Level, Sample } from "./desk.ts";
import type { Turn } from "./life.ts";
import type { Conversation, ToldDesk } from "./told-desk.ts";

export function speedKpis(told: ToldDesk): Record<string, Kpi> {
  const { conversations } = told;
  const openTurns = conversations.flatMap((each) => waitsIn(each, each.life.turns));
  return {
    "first-response-time": timed(conversations.flatMap((each) => repliedIn(told, each, firstTurn(each)))),
    "response-time": timed(conversations.flatMap((each) => repliedIn(told, each, each.life.turns))),
    waiting: there(openTurns),
  };
}

function firstTurn({ life }: Conversation): readonly Turn[] {
  return life.turns.slice(0, 1);
}

function repliedIn(
  { businessMs }: ToldDesk,
  { labels }: Conversation,
  turns: readonly Turn[],
): readonly Sample[] {
  return turns.flatMap(({ startedAt, reply }) => {
    if (!reply) return [];
    const { at, team } = reply;
    const inHours = businessMs(team, startedAt, at);
    return [{ at, value: at - startedAt, businessMs: inHours, labels: labels(reply, at) }];
  });
}

function unansweredIn({ labels }: Conversation, turns: readonly Turn[]): Sample[] {
  return turns.flatMap(({ unanswered }) =>
    unanswered ? [{ at: unanswered.at, value: 1, labels: labels(unanswered, unanswered.at) }] : [],
  );
}

function waitsIn({ life, labels }: Conversation, turns: readonly Turn[]): Level[] {
  return turns.map(({ startedAt, reply, unanswered }) => ({
    startedAt,
    labelsAt: () => labels(lastOwner(life)),
    isOpenAt: (instant) =>
      startedAt < instant && ((reply ?? unanswered)?.at ?? Number.POSITIVE_INFINITY) >= instant,
  }));
}

export function unansweredTurns({ conversations }: ToldDesk): Record<string, readonly Sample[]> {
  return {
    "first-response-time": conversations.flatMap((each) => unansweredIn(each, firstTurn(each))),
    "response-time": conversations.flatMap((each) => unansweredIn(each, each.life.turns)),
  };
}

export function waits({ conversations }: ToldDesk): Record<string, readonly Level[]> {
  return {
    "first-response-time": conversations.flatMap((each) => waitsIn(each, firstTurn(each))),
    "response-time": conversations.flatMap((each) => waitsIn(each, each.life.turns)),
  };
}
