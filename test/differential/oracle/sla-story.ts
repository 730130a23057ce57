import type { Heard } from "./heard.ts";
import { type Life, lifeOf, type Owner, openingOf } from "./life.ts";
import {
  begin,
  type Circumstances,
  type Clock,
  type ClockKind,
  dueTime,
  end,
  type Wait,
} from "./sla-clocks.ts";
import type { Conversation, NaiveConfig } from "./told-desk.ts";

/** A clock and who is credited with it; undefined where it still runs. */
export interface EndedClock extends Clock {
  readonly owner: Owner | undefined;
}

/** Every clock of a conversation, told instant by instant: what holds of it is what holds once an instant is over. */
export function clocksOf(conversation: Conversation, config: NaiveConfig): readonly EndedClock[] {
  const story = new Story(conversation, config);
  for (const [at, events] of Map.groupBy(conversation.told, ({ at: instant }) => instant))
    story.tell(at, events);
  return story.finished();
}

class Story {
  readonly #conversation: Conversation;
  readonly #config: NaiveConfig;
  readonly #opening: Heard | undefined;
  readonly #snoozes: { from: number; to: number | null }[] = [];
  readonly #ended: EndedClock[] = [];
  #reply: Wait | undefined;
  #episode: Wait | undefined;
  #turns = 0;
  #isOpen = false;
  #priority: string | null = null;

  constructor(conversation: Conversation, config: NaiveConfig) {
    this.#conversation = conversation;
    this.#config = config;
    this.#opening = openingOf(conversation.name, conversation.told);
  }

  get #room() {
    return { config: this.#config, snoozes: this.#snoozes };
  }

  tell(at: number, events: readonly Heard[]): void {
    const { told, name } = this.#conversation;
    const until = told.filter((event) => event.at <= at);
    const after = circumstancesOf(lifeOf(name, until));
    if (after.priority !== this.#priority) this.#reprioritize(at, after);
    for (const event of events) {
      if (event === this.#opening) this.#open(event, after);
      this.#happen(event, after);
    }
  }

  /** A breach is final: what had to be done by then is not promised anew. */
  #reprioritize(at: number, after: Circumstances): void {
    this.#priority = after.priority;
    for (const wait of [this.#reply, this.#episode]) {
      if (!wait) continue;
      const gap = wait.gaps.find(({ to }) => to === null);
      const running = gap ? undefined : wait.clocks.at(-1);
      if (running) {
        const due = dueTime(this.#room, running);
        if (due !== null && due < at) continue;
        end(this.#room, running, at, "replaced", null);
      }
      if (gap) gap.to = at;
      begin(this.#room, wait, at, after);
    }
  }

  #open(event: Heard, after: Circumstances): void {
    this.#isOpen = true;
    this.#episode = this.#wait("resolution", event.at, after);
    const { initiatedBy = "customer" } = event.data;
    if (event.type === "conversation.opened" && initiatedBy === "customer") this.#ask(event.at, after);
  }

  #wait(kind: ClockKind, since: number, after: Circumstances, isHandedOver = false): Wait {
    const wait: Wait = { kind, since, isHandedOver, clocks: [], gaps: [] };
    begin(this.#room, wait, since, after);
    return wait;
  }

  #ask(at: number, after: Circumstances): void {
    if (this.#reply) return;
    this.#turns += 1;
    this.#reply = this.#wait(this.#turns === 1 ? "first-response" : "next-response", at, after);
  }

  #happen(event: Heard, after: Circumstances): void {
    const { at, type, data } = event;
    switch (type) {
      case "message.received":
        this.#reopen(at, after);
        this.#ask(at, after);
        return;
      case "conversation.reopened":
        this.#wake(at);
        this.#reopen(at, after);
        return;
      case "conversation.handed-over":
        if (this.#reply && !this.#reply.isHandedOver)
          this.#reply = this.#wait(this.#reply.kind, at, after, true);
        return;
      case "message.sent":
        if (data.author?.kind !== "agent") return;
        this.#stop(this.#reply, event, "met", { agent: data.author.id ?? null, team: this.#teamAt(event) });
        this.#reply = undefined;
        return;
      case "conversation.snoozed":
        if (this.#isOpen && !this.#snoozes.some(({ to }) => to === null))
          this.#snoozes.push({ from: at, to: null });
        return;
      case "conversation.unsnoozed":
        this.#wake(at);
        return;
      case "conversation.resolved":
      case "conversation.closed":
        this.#resolve(event);
    }
  }

  #reopen(at: number, after: Circumstances): void {
    if (this.#isOpen || !this.#hasOpened) return;
    this.#isOpen = true;
    this.#episode = this.#wait("resolution", at, after);
  }

  get #hasOpened(): boolean {
    return (
      this.#episode !== undefined ||
      this.#ended.some(({ kind }) => kind === "resolution") ||
      this.#wasResolved
    );
  }

  #wasResolved = false;

  #resolve(event: Heard): void {
    const life = this.#lifeUpTo(event);
    this.#stop(this.#reply, event, "cancelled", { agent: life.assignee, team: life.team });
    this.#reply = undefined;
    if (!this.#isOpen) return;
    const agent = event.data.agent ?? life.assignee ?? life.lastReplier;
    this.#stop(this.#episode, event, "met", { agent, team: life.team });
    this.#wake(event.at);
    this.#episode = undefined;
    this.#isOpen = false;
    this.#wasResolved = true;
  }

  #wake(at: number): void {
    for (const span of this.#snoozes) span.to ??= at;
  }

  #stop(wait: Wait | undefined, event: Heard, ending: Clock["ending"], owner: Owner | undefined): void {
    if (!wait) return;
    const runs = wait.gaps.some(({ to }) => to === null) ? undefined : wait.clocks.at(-1);
    if (runs) end(this.#room, runs, event.at, ending, event);
    this.#ended.push(...wait.clocks.map((clock) => ({ ...clock, owner })));
  }

  #teamAt(event: Heard): string | null {
    return this.#lifeUpTo(event).team;
  }

  #lifeUpTo(event: Heard): Life {
    const { told, name } = this.#conversation;
    return lifeOf(name, told.slice(0, told.indexOf(event)));
  }

  finished(): readonly EndedClock[] {
    const running = [this.#reply, this.#episode].flatMap((wait) => wait?.clocks ?? []);
    return [
      ...this.#ended,
      ...running.map((clock) => ({
        ...clock,
        owner: undefined,
        dueAt: clock.ending === null ? dueTime(this.#room, clock) : clock.dueAt,
      })),
    ];
  }
}

function circumstancesOf(life: Life): Circumstances {
  return {
    priority: life.priority,
    values: {
      channel: [life.channel],
      team: [life.team],
      priority: [life.priority],
      segment: [life.segment],
      topic: [life.topic],
      tag: [...life.tags],
    },
  };
}
