import type { ToldEvent } from "../told-event.ts";
import { agentsTeams, type TeamOf } from "./agents-teams.ts";
import { type Heard, heardInOrder } from "./heard.ts";
import { type Happened, type Life, lifeOf, type Owner, type Turn } from "./life.ts";
import { toldConversations } from "./told-conversations.ts";

/** The values of each name, null where there is none; a conversation may have several tags. */
export type Labels = Readonly<Record<string, readonly (string | null)[]>>;

/** A thing that a KPI counts, averages or takes the share of. */
export interface Sample {
  readonly at: number;
  /** Milliseconds, a score, or 1 and 0 for yes and no. */
  readonly value: number;
  readonly labels: Labels;
  readonly automatic?: boolean;
  readonly scale?: string;
}

interface Reopening extends Omit<Sample, "value"> {
  readonly reopenedAt: number | undefined;
}

/** Something that is there for a time. */
export interface Level {
  readonly labels: Labels;
  isOpenAt(instant: number): boolean;
}

export interface Desk {
  /** By KPI. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  readonly resolutions: readonly Reopening[];
  readonly levels: readonly Level[];
  /** By KPI: the waits that a resolution or closing ended, and those of which the start is known. */
  readonly unanswered: Readonly<Record<string, readonly Sample[]>>;
  readonly waits: Readonly<Record<string, readonly Level[]>>;
}

interface Conversation {
  readonly life: Life;
  readonly told: readonly Heard[];
  lifeUntil(instant: number): Life;
  /** What is credited to whom, at an instant or as last known. */
  labels(owner: Owner, at?: number): Labels;
}

/** Everything that the KPIs are made of, from the events of a desk in the order of their arrival. */
export function deskOf(events: readonly ToldEvent[]): Desk {
  const heard = heardInOrder(events);
  const teamOf = agentsTeams(heard);
  const conversations = [...toldConversations(heard)].map(([conversation, told]): Conversation => {
    const life = lifeOf(conversation, told);
    return {
      life,
      told,
      lifeUntil: (instant) => lifeOf(conversation, told, instant),
      labels: (owner, at = Number.POSITIVE_INFINITY) => labelsOf(life, owner, at, teamOf),
    };
  });
  const outside = heard.filter(({ data }) => data.conversation === undefined);
  const messages = [...conversations.flatMap(messagesIn), ...outside.flatMap((event) => lone(event, teamOf))];
  return {
    samples: {
      "messages-sent": messages.filter(({ type }) => type === "message.sent"),
      "messages-received": messages.filter(({ type }) => type === "message.received"),
      "conversations-opened": conversations.flatMap(openedIn),
      "resolution-rate": conversations.flatMap(openedIn),
      "conversations-closed": conversations.flatMap(closedIn),
      "first-response-time": conversations.flatMap((each) => repliedIn(each, firstTurn(each))),
      "response-time": conversations.flatMap((each) => repliedIn(each, each.life.turns)),
      "resolution-time": conversations.flatMap((each) => resolvedIn(each, "resolution-time")),
      "single-reply-resolution-rate": conversations.flatMap((each) => resolvedIn(each, "replies")),
      ...ratings(conversations, outside, teamOf),
    },
    resolutions: conversations.flatMap(resolutionsIn),
    levels: conversations.map(levelOf),
    unanswered: {
      "first-response-time": conversations.flatMap((each) => unansweredIn(each, firstTurn(each))),
      "response-time": conversations.flatMap((each) => unansweredIn(each, each.life.turns)),
    },
    waits: {
      "first-response-time": conversations.flatMap((each) => waitsIn(each, firstTurn(each))),
      "response-time": conversations.flatMap((each) => waitsIn(each, each.life.turns)),
    },
  };
}

function labelsOf(life: Life, { agent, team }: Owner, at: number, teamOf: TeamOf): Labels {
  return {
    channel: [life.channel],
    priority: [life.priority],
    topic: [life.topic],
    product: [life.product],
    segment: [life.segment],
    "initiated-by": [life.initiatedBy],
    status: [statusOf(life)],
    tag: life.tags.size > 0 ? [...life.tags] : [null],
    agent: [agent],
    team: [(agent === null ? null : teamOf(agent, at)) ?? team],
  };
}

function statusOf({ isSnoozed, isResolved, isClosed }: Life): string {
  if (isResolved) return isClosed ? "closed" : "resolved";
  return isSnoozed ? "snoozed" : "open";
}

const nothing = {
  priority: [null],
  topic: [null],
  product: [null],
  segment: [null],
  "initiated-by": [null],
  tag: [null],
};

function messagesIn({ life, labels }: Conversation) {
  return life.messages.map(({ event, at, ...owner }) => {
    const { channel = life.channel } = event.data;
    return { at, value: 1, type: event.type, labels: { ...labels(owner, at), channel: [channel] } };
  });
}

/** A message outside every conversation. */
function lone({ type, data, at }: Heard, teamOf: TeamOf) {
  if (!type.startsWith("message.")) return [];
  const agent = data.author?.kind === "agent" ? (data.author.id ?? null) : null;
  const team = agent === null ? null : teamOf(agent, at);
  const labels: Labels = { ...nothing, channel: [data.channel ?? null], agent: [agent], team: [team] };
  return [{ at, value: 1, type, labels }];
}

function lastOwner({ assignee, team }: Life): Owner {
  return { agent: assignee, team };
}

function openedIn({ life, labels }: Conversation): Sample[] {
  const { openedAt } = life;
  if (openedAt === undefined) return [];
  const automatic = life.episodes.at(-1)?.resolved?.automatic ?? false;
  return [{ at: openedAt, value: Number(life.isResolved), automatic, labels: labels(lastOwner(life)) }];
}

function closedIn({ life, labels }: Conversation): Sample[] {
  return life.closings.map(({ at, ...owner }) => ({ at, value: 1, labels: labels(owner, at) }));
}

function firstTurn({ life }: Conversation): readonly Turn[] {
  return life.turns.slice(0, 1);
}

function repliedIn({ labels }: Conversation, turns: readonly Turn[]): Sample[] {
  return turns.flatMap(({ startedAt, reply }) =>
    reply ? [{ at: reply.at, value: reply.at - startedAt, labels: labels(reply, reply.at) }] : [],
  );
}

function unansweredIn({ labels }: Conversation, turns: readonly Turn[]): Sample[] {
  return turns.flatMap(({ unanswered }) =>
    unanswered ? [{ at: unanswered.at, value: 1, labels: labels(unanswered, unanswered.at) }] : [],
  );
}

function waitsIn({ life, labels }: Conversation, turns: readonly Turn[]): Level[] {
  return turns.map(({ startedAt, reply, unanswered }) => ({
    labels: labels(lastOwner(life)),
    isOpenAt: (instant) =>
      startedAt < instant && ((reply ?? unanswered)?.at ?? Number.POSITIVE_INFINITY) >= instant,
  }));
}

function resolvedIn(conversation: Conversation, what: "resolution-time" | "replies"): Sample[] {
  const { life, labels } = conversation;
  const { openedAt } = life;
  const resolved = life.episodes.at(-1)?.resolved;
  if (!resolved || openedAt === undefined) return [];
  const { at, automatic } = resolved;
  const value = what === "replies" ? Number(resolved.replies === 1) : at - openedAt;
  return [{ at, value, automatic, labels: labels(resolved, at) }];
}

function resolutionsIn({ life, labels }: Conversation): Reopening[] {
  return life.episodes.flatMap(({ resolved, reopenedAt }) => {
    if (!resolved) return [];
    const { at, automatic } = resolved;
    return [{ at, automatic, reopenedAt, labels: labels(resolved, at) }];
  });
}

function levelOf({ life, told, lifeUntil, labels }: Conversation): Level {
  const known = new Map<number, boolean>();
  return {
    labels: labels(lastOwner(life)),
    isOpenAt(instant) {
      const past = told.filter(({ at }) => at < instant).length;
      const isOpen = known.get(past) ?? isOpenIn(lifeUntil(instant));
      known.set(past, isOpen);
      return isOpen;
    },
  };
}

function isOpenIn({ episodes, isResolved }: Life): boolean {
  return episodes.length > 0 && !isResolved;
}

function ratings(conversations: readonly Conversation[], outside: readonly Heard[], teamOf: TeamOf) {
  const inside = conversations.flatMap(({ life, labels }) =>
    [life.beforeOpening, ...life.episodes].flatMap(({ rating }) =>
      rating ? [{ ...rating, labels: labels(rating, rating.at) }] : [],
    ),
  );
  const lonely = outside
    .filter(({ type, data }) => type === "survey.answered" && data.survey === "csat")
    .map((event) => {
      const agent = event.data.agent ?? null;
      const team = agent === null ? null : teamOf(agent, event.at);
      return { event, at: event.at, labels: { ...nothing, channel: [null], agent: [agent], team: [team] } };
    });
  const rated = [...inside, ...lonely];
  return { csat: rated.map(verdict), "csat-average": rated.flatMap(score) };
}

type Rated = Pick<Happened, "at"> & { readonly event: Heard; readonly labels: Labels };

function scaleOf({ data }: Heard) {
  return data.scale ?? { min: 1, max: 5, betterIs: "higher" };
}

function verdict({ event, at, labels }: Rated): Sample {
  const { score, answer } = event.data;
  const { min, max, betterIs } = scaleOf(event);
  const share = ((score ?? 0) - min) / (max - min);
  const isPositive =
    score === undefined
      ? answer === "good" || answer === "happy"
      : (betterIs === "lower" ? 1 - share : share) >= 0.75;
  return { at, value: Number(isPositive), labels };
}

function score({ event, at, labels }: Rated): Sample[] {
  if (event.data.score === undefined) return [];
  const { min, max } = scaleOf(event);
  return [{ at, value: event.data.score, labels, scale: `${min}–${max}` }];
}
