import type { Heard } from "./heard.ts";

/** Whom a thing belongs to; `team` is the conversation's then, where the agent has none. */
export interface Owner {
  readonly agent: string | null;
  readonly team: string | null;
}

interface Happened extends Owner {
  readonly at: number;
}

export interface Turn {
  startedAt: number;
  isHandedOver: boolean;
  reply: Happened | undefined;
  /** The resolution or closing that ended it, and whose it was then. */
  unanswered: Happened | undefined;
}

interface Episode {
  resolved: (Happened & { automatic: boolean; replies: number }) | undefined;
  reopenedAt: number | undefined;
  /** The last answer of each kind of survey. */
  ratings: Map<string, Act>;
}

/** What somebody did, or what is credited to him. */
interface Act extends Happened {
  readonly event: Heard;
}

interface Message extends Act {
  /** The wait that a received one belongs to. */
  readonly turn?: Turn | undefined;
}

/** A conversation, told event by event. */
export interface Life {
  openedAt: number | undefined;
  initiatedBy: string | null;
  channel: string | null;
  priority: string | null;
  topic: string | null;
  product: string | null;
  segment: string | null;
  tags: Set<string>;
  assignee: string | null;
  team: string | null;
  lastReplier: string | null;
  isSnoozed: boolean;
  isResolved: boolean;
  isClosed: boolean;
  waiting: Turn | undefined;
  turns: Turn[];
  replies: number;
  /** Does another message of an agent still belong to the run of the last? */
  isReplying: boolean;
  episodes: Episode[];
  /** Holds the rating that came before there was an episode. */
  readonly beforeOpening: Episode;
  closings: Happened[];
  isArchived: boolean;
  customer: string | null;
  messages: Message[];
  notes: Act[];
  /** Orders, conversions, payments, offers of surveys. */
  acts: Act[];
  /** Logged for working on it, null where nothing was. */
  handlingSeconds: number | null;
}

/**
 * @param told in order: the conversation's own events, and what moved to it
 * @param until tells only what happened before; when and how it was opened is known all the same
 */
export function lifeOf(conversation: string, told: readonly Heard[], until = Number.POSITIVE_INFINITY): Life {
  const opening = openingOf(conversation, told);
  const life: Life = {
    openedAt: opening?.at,
    initiatedBy: opening ? initiator(opening) : null,
    channel: told.find(({ type, data }) => type.startsWith("message.") && data.channel)?.data.channel ?? null,
    priority: null,
    topic: null,
    product: null,
    segment: null,
    tags: new Set(),
    assignee: null,
    team: null,
    lastReplier: null,
    isSnoozed: false,
    isResolved: false,
    isClosed: false,
    waiting: undefined,
    turns: [],
    replies: 0,
    isReplying: false,
    episodes: [],
    beforeOpening: newEpisode(),
    closings: [],
    isArchived: false,
    customer: firstWriter(told),
    messages: [],
    notes: [],
    acts: [],
    handlingSeconds: null,
  };
  for (const event of told) {
    if (event.at >= until) break;
    if (event === opening) open(life, event);
    happen[event.type]?.(life, event);
  }
  return life;
}

/** Who a conversation is with as long as nothing else says so. */
function firstWriter(told: readonly Heard[]): string | null {
  const named = told.find(({ type, data }) => type === "message.received" && data.customer !== undefined);
  return named?.data.customer ?? null;
}

/** Its own `opened`, else its own first message, else the first that moved to it. */
export function openingOf(conversation: string, told: readonly Heard[]): Heard | undefined {
  const own = told.filter(({ data }) => data.conversation === conversation);
  const isMessage = ({ type }: Heard) => type.startsWith("message.");
  return (
    own.find(({ type }) => type === "conversation.opened") ?? own.find(isMessage) ?? told.find(isMessage)
  );
}

function newEpisode(): Episode {
  return { resolved: undefined, reopenedAt: undefined, ratings: new Map() };
}

function open(life: Life, event: Heard): void {
  life.episodes.push(newEpisode());
  life.isClosed = false;
  life.isArchived = false;
  if (event.type !== "conversation.opened" || life.initiatedBy !== "customer") return;
  startTurn(life, event);
  life.isReplying = false;
}

function initiator({ type, data }: Heard): string {
  if (type === "conversation.opened") return data.initiatedBy ?? "customer";
  if (type === "message.received") return "customer";
  return data.author?.kind ?? "";
}

const happen: Readonly<Record<string, (life: Life, event: Heard) => void>> = {
  "conversation.opened": (life, event) => {
    const { channel, tags = [] } = event.data;
    if (channel !== undefined) life.channel = channel;
    describe(life, event);
    assign(life, event);
    for (const tag of tags) life.tags.add(tag);
  },
  "conversation.updated": describe,
  "conversation.assigned": assign,
  "conversation.tagged": (life, { data }) => {
    for (const tag of data.tags ?? []) life.tags.add(tag);
  },
  "conversation.untagged": (life, { data }) => {
    for (const tag of data.tags ?? []) life.tags.delete(tag);
  },
  "conversation.handed-over": (life, event) => {
    assign(life, event);
    if (!life.waiting || life.waiting.isHandedOver) return;
    life.waiting.isHandedOver = true;
    life.waiting.startedAt = event.at;
  },
  "conversation.snoozed": (life) => {
    life.isSnoozed = life.episodes.length > 0 && !life.isResolved;
  },
  "conversation.unsnoozed": (life) => {
    life.isSnoozed = false;
  },
  "conversation.reopened": (life, event) => {
    life.isSnoozed = false;
    reopen(life, event);
  },
  "message.received": (life, event) => {
    reopen(life, event);
    startTurn(life, event);
    life.isReplying = false;
    const turn = life.waiting;
    life.messages.push({ at: event.at, agent: life.assignee, team: life.team, event, turn });
  },
  "message.sent": (life, event) => {
    const { author } = event.data;
    const agent = author?.kind === "agent" ? (author.id ?? null) : null;
    const happened = { at: event.at, agent, team: life.team };
    life.messages.push({ ...happened, event });
    if (agent === null) return;
    if (life.waiting) life.waiting.reply = happened;
    life.waiting = undefined;
    life.lastReplier = agent;
    if (!life.isReplying) life.replies += 1;
    life.isReplying = true;
  },
  "survey.answered": (life, event) => {
    const episode = life.episodes.at(-1) ?? life.beforeOpening;
    episode.ratings.set(event.data.survey ?? "", credited(life, event));
  },
  "survey.offered": act,
  "order.placed": act,
  "conversion.recorded": act,
  "payment.requested": act,
  "payment.received": act,
  "note.added": (life, event) => {
    life.notes.push({ at: event.at, agent: event.data.agent ?? null, team: life.team, event });
  },
  "handling.logged": (life, { data }) => {
    life.handlingSeconds = (life.handlingSeconds ?? 0) + (data.seconds ?? 0);
  },
  "conversation.resolved": resolve,
  "conversation.closed": (life, event) => {
    resolve(life, event);
    if (!life.isClosed) life.closings.push({ at: event.at, ...resolver(life, event) });
    life.isClosed = true;
    if (event.data.archived !== undefined) life.isArchived = event.data.archived;
  },
};

/** To the agent named, else to who replied last before, else to the assignee. */
function credited(life: Life, event: Heard): Act {
  const agent = event.data.agent ?? life.lastReplier ?? life.assignee;
  return { at: event.at, agent, team: life.team, event };
}

function act(life: Life, event: Heard): void {
  life.acts.push(credited(life, event));
}

function describe(life: Life, { data }: Heard): void {
  if (data.priority !== undefined) life.priority = data.priority;
  if (data.topic !== undefined) life.topic = data.topic;
  if (data.product !== undefined) life.product = data.product;
  if (data.segment !== undefined) life.segment = data.segment;
  if (data.customer !== undefined) life.customer = data.customer;
}

function assign(life: Life, { data }: Heard): void {
  if (data.agent !== undefined) life.assignee = data.agent;
  if (data.team !== undefined) life.team = data.team;
}

function startTurn(life: Life, { at }: Heard): void {
  if (life.waiting) return;
  life.waiting = { startedAt: at, isHandedOver: false, reply: undefined, unanswered: undefined };
  life.turns.push(life.waiting);
}

function reopen(life: Life, { at }: Heard): void {
  life.isClosed = false;
  life.isArchived = false;
  if (!life.isResolved) return;
  const episode = life.episodes.at(-1);
  if (episode) episode.reopenedAt = at;
  life.episodes.push(newEpisode());
  life.isResolved = false;
}

function resolver(life: Life, { data }: Heard): Owner {
  return { agent: data.agent ?? life.assignee ?? life.lastReplier, team: life.team };
}

function resolve(life: Life, event: Heard): void {
  if (life.waiting) life.waiting.unanswered = { at: event.at, agent: life.assignee, team: life.team };
  life.waiting = undefined;
  const episode = life.episodes.at(-1);
  if (life.isResolved || !episode) return;
  life.isResolved = true;
  life.isSnoozed = false;
  const automatic = event.data.automatic === true;
  episode.resolved = { at: event.at, ...resolver(life, event), automatic, replies: life.replies };
}
