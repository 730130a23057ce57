import { isOpen } from "../../differential/oracle/business-hours.ts";
import type { Heard } from "../../differential/oracle/heard.ts";
import { lifeOf, openingOf } from "../../differential/oracle/life.ts";
import { type Kind, kinds, MINUTE, type MonthDesk, type Policy } from "./promises.ts";

/** The clock of a wait as it stands by all that is known: the last one, where others were replaced. */
export interface NaiveClock {
  readonly conversation: string;
  readonly kind: Kind;
  /** Of the turn or the episode. */
  readonly no: number;
  readonly policy: Policy;
  readonly startedAt: number;
  /** When the wait began, whatever the priority was. */
  readonly waitingSince: number;
  dueAt: number | null;
  warnAt: number[];
  pausedAt: number | null;
  stoppedAt: number | null;
  /** What came of the wait: kept, late or not, or dropped without; undefined while it lasts. */
  end: "kept" | "dropped" | undefined;
  team: string | null;
  agent: string | null;
}

interface Running extends NaiveClock {
  readonly target: number;
  /** Minutes worked, what it carried included. */
  worked: number;
}

interface Wait {
  readonly kind: Kind;
  readonly no: number;
  readonly since: number;
  isMoved: boolean;
  clock: Running | undefined;
  /** What its earlier clocks counted. */
  worked: number;
  /** Since when nothing is promised. */
  unpromised: { readonly from: number; to: number | null }[];
}

/** Walks through a conversation minute by minute, the way one would with pencil and paper. */
export function clocksOf(name: string, told: readonly Heard[], desk: MonthDesk): readonly NaiveClock[] {
  const walk = new Walk(name, told, desk);
  const instants = [...Map.groupBy(told, ({ at }) => at)];
  for (const [index, [at, events]] of instants.entries()) {
    walk.happen(at, events);
    walk.pass(at, instants[index + 1]?.[0] ?? Number.POSITIVE_INFINITY);
  }
  return walk.finished();
}

class Walk {
  readonly #name: string;
  readonly #told: readonly Heard[];
  readonly #desk: MonthDesk;
  readonly #opening: Heard | undefined;
  readonly #done: Wait[] = [];
  readonly #snoozes: { from: number; to: number }[] = [];
  #reply: Wait | undefined;
  #resolution: Wait | undefined;
  #turns = 0;
  #episodes = 0;
  #snoozedAt: number | null = null;
  #priority: string | null = null;

  constructor(name: string, told: readonly Heard[], desk: MonthDesk) {
    this.#name = name;
    this.#told = told;
    this.#desk = desk;
    this.#opening = openingOf(name, told);
  }

  get #waits(): readonly Wait[] {
    return [this.#reply, this.#resolution].filter((wait) => wait !== undefined);
  }

  /** Minutes go by until the next thing happens; nobody looks at those in which no clock counts. */
  pass(from: number, to: number): void {
    const counting = this.#waits.flatMap(({ clock, kind }) =>
      clock && clock.stoppedAt === null && !this.#isPaused(clock.policy, kind) ? [clock] : [],
    );
    for (let at = from; at < to && counting.some(({ dueAt }) => dueAt === null); at += MINUTE) {
      for (const clock of counting) {
        if (clock.dueAt !== null || !this.#isOpen(clock.policy, at)) continue;
        clock.worked += 1;
        this.#look(clock, at + MINUTE);
      }
    }
  }

  happen(at: number, events: readonly Heard[]): void {
    const life = lifeOf(
      this.#name,
      this.#told.filter((event) => event.at <= at),
    );
    if (life.priority !== this.#priority) this.#reprioritize(at, life.priority);
    for (const event of events) {
      if (event === this.#opening) this.#open(event);
      this.#hear(event);
    }
  }

  /** A breach is final: nothing takes the place of that clock. */
  #reprioritize(at: number, priority: string | null): void {
    this.#priority = priority;
    for (const wait of this.#waits) {
      const { clock } = wait;
      if (clock && clock.stoppedAt === null) {
        if (clock.dueAt !== null && clock.dueAt < at) continue;
        wait.worked = clock.worked;
        this.#stop(clock, at, "dropped");
      }
      this.#promise(wait, at);
    }
  }

  #open(event: Heard): void {
    this.#resolution = this.#begin("resolution", ++this.#episodes, event.at);
    const isByCustomer = (event.data.initiatedBy ?? "customer") === "customer";
    if (event.type === "conversation.opened" && isByCustomer) this.#ask(event.at);
  }

  #hear({ at, type, data }: Heard): void {
    switch (type) {
      case "message.received":
        this.#reopen(at);
        this.#ask(at);
        return;
      case "conversation.reopened":
        this.#wake(at);
        this.#reopen(at);
        return;
      case "conversation.handed-over":
        this.#handOver(at);
        return;
      case "message.sent":
        if (data.author?.kind === "agent") this.#reply = this.#finish(this.#reply, at, "kept");
        return;
      case "conversation.snoozed":
        if (this.#resolution) this.#snoozedAt ??= at;
        return;
      case "conversation.unsnoozed":
        this.#wake(at);
        return;
      case "conversation.resolved":
      case "conversation.closed":
        this.#reply = this.#finish(this.#reply, at, "dropped");
        this.#resolution = this.#finish(this.#resolution, at, "kept");
        this.#wake(at);
    }
  }

  #ask(at: number): void {
    if (this.#reply) return;
    this.#turns += 1;
    this.#reply = this.#begin(this.#turns === 1 ? "first-response" : "next-response", this.#turns, at);
  }

  #reopen(at: number): void {
    if (this.#resolution || this.#episodes === 0) return;
    this.#resolution = this.#begin("resolution", ++this.#episodes, at);
  }

  /** What came before the hand-over was not waited for a person. */
  #handOver(at: number): void {
    if (!this.#reply || this.#reply.isMoved) return;
    this.#reply = this.#begin(this.#reply.kind, this.#reply.no, at);
    this.#reply.isMoved = true;
  }

  #wake(at: number): void {
    if (this.#snoozedAt === null) return;
    this.#snoozes.push({ from: this.#snoozedAt, to: at });
    this.#snoozedAt = null;
  }

  #begin(kind: Kind, no: number, at: number): Wait {
    const wait: Wait = { kind, no, since: at, isMoved: false, clock: undefined, worked: 0, unpromised: [] };
    this.#promise(wait, at);
    return wait;
  }

  #finish(wait: Wait | undefined, at: number, end: NaiveClock["end"]): undefined {
    if (!wait) return;
    if (wait.clock && wait.clock.stoppedAt === null) this.#stop(wait.clock, at, end);
    this.#done.push(wait);
  }

  #stop(clock: Running, at: number, end: NaiveClock["end"]): void {
    clock.stoppedAt = at;
    clock.end = end;
    clock.warnAt = clock.warnAt.filter((warning) => warning < at);
  }

  /** Starts the clock of whatever policy matches now, once all that happens now has. */
  #promise(wait: Wait, at: number): void {
    for (const gap of wait.unpromised) gap.to ??= at;
    const policy = this.#policyAt(at);
    const target = policy?.targets[wait.kind];
    if (!policy || target === undefined) {
      wait.unpromised.push({ from: at, to: null });
      return;
    }
    for (const gap of wait.unpromised)
      for (let minute = gap.from; minute < (gap.to ?? at); minute += MINUTE)
        if (this.#isOpen(policy, minute) && !this.#wasPaused(policy, wait.kind, minute)) wait.worked += 1;
    wait.unpromised = [];
    wait.clock = {
      conversation: this.#name,
      kind: wait.kind,
      no: wait.no,
      policy,
      startedAt: at,
      waitingSince: wait.since,
      dueAt: null,
      warnAt: [],
      pausedAt: null,
      stoppedAt: null,
      end: undefined,
      team: null,
      agent: null,
      target,
      worked: wait.worked,
    };
    this.#look(wait.clock, at);
  }

  #look(clock: Running, at: number): void {
    const { policy, target, worked, warnAt } = clock;
    if (worked >= target) {
      clock.dueAt = at;
      return;
    }
    for (const warning of policy.warnAt) {
      const from = warning.endsWith("%")
        ? (Number.parseInt(warning, 10) * target) / 100
        : target - Number.parseInt(warning, 10);
      const isNow = at === clock.startedAt ? worked >= from : worked === from;
      if (isNow && !warnAt.includes(at)) warnAt.push(at);
    }
  }

  #policyAt(at: number): Policy | undefined {
    const { priority, channel, team, tags } = lifeOf(
      this.#name,
      this.#told.filter((event) => event.at <= at),
    );
    const known: Readonly<Record<string, readonly (string | null)[]>> = {
      priority: [priority],
      channel: [channel],
      team: [team],
      tag: [...tags],
    };
    return this.#desk.policies.find(({ match }) =>
      Object.entries(match).every(([key, values]) =>
        known[key]?.some((value) => value !== null && values.includes(value)),
      ),
    );
  }

  #isOpen({ calendar }: Policy, at: number): boolean {
    const hours = calendar === null ? undefined : this.#desk.calendars[calendar];
    return hours === undefined || isOpen(hours, at);
  }

  #isPaused({ pauses }: Policy, kind: Kind): boolean {
    return this.#snoozedAt !== null && pauses.includes(kind);
  }

  #wasPaused({ pauses }: Policy, kind: Kind, at: number): boolean {
    if (!pauses.includes(kind)) return false;
    const isNow = this.#snoozedAt !== null && this.#snoozedAt <= at;
    return isNow || this.#snoozes.some(({ from, to }) => from <= at && at < to);
  }

  finished(): readonly NaiveClock[] {
    const { assignee, team } = lifeOf(this.#name, this.#told);
    for (const { clock, kind } of this.#waits) {
      if (!clock || clock.stoppedAt !== null) continue;
      if (clock.dueAt === null && this.#isPaused(clock.policy, kind))
        clock.pausedAt = Math.max(this.#snoozedAt ?? 0, clock.startedAt);
      Object.assign(clock, { agent: assignee, team });
    }
    const waits = [...this.#done, ...this.#waits];
    return kinds.flatMap((kind) => waits.flatMap(({ clock }) => (clock?.kind === kind ? [clock] : [])));
  }
}
