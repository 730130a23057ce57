/** What happens in a minute, in the order in which it counts. */
export interface Happening {
  readonly minute: number;
  readonly type:
    | "opened"
    | "updated"
    | "unsnoozed"
    | "reopened"
    | "received"
    | "handed-over"
    | "sent"
    | "snoozed"
    | "resolved";
  /** Of an update. */
  readonly priority?: string | null;
  /** Of an opening. */
  readonly byCustomer?: boolean;
}

/** What is promised to a priority. */
export interface MinutePolicy {
  readonly priority: string | null;
  readonly targets: Readonly<Record<string, number | undefined>>;
  readonly isOpen: (minute: number) => boolean;
  readonly pauses: readonly string[];
}

export interface WalkedClock {
  readonly kind: string;
  readonly priority: string | null;
  readonly startedAt: number;
  readonly carried: number;
  dueAt: number | null;
  warnAt: number | null;
  stoppedAt: number | null;
  ending: string | null;
}

interface Running extends WalkedClock {
  readonly policy: MinutePolicy;
  readonly target: number;
  worked: number;
}

interface Wait {
  kind: string;
  startedAt: number;
  isMoved: boolean;
  clocks: Running[];
  /** What its clocks counted before the current one. */
  worked: number;
  current: Running | null;
  /** Minutes that no clock counted, and whether they were snoozed. */
  uncounted: { minute: number; isSnoozed: boolean }[];
}

/** By then every clock that is not paused is due. */
const HORIZON = 200;

/** Clocks by going through a conversation minute by minute, the way one would with pencil and paper. */
export function walk(story: readonly Happening[], policies: readonly MinutePolicy[]): readonly WalkedClock[] {
  const done: Running[] = [];
  const life: { status: "open" | "snoozed" | "resolved" } = { status: "open" };
  let priority: string | null = null;
  let turns = 0;
  let reply: Wait | null = null;
  let episode: Wait | null = null;

  const waits = () => [reply, episode].filter((wait) => wait !== null);
  const wait = (kind: string, minute: number): Wait => {
    const one: Wait = {
      kind,
      startedAt: minute,
      isMoved: false,
      clocks: [],
      worked: 0,
      current: null,
      uncounted: [],
    };
    start(one, minute);
    return one;
  };
  function start(one: Wait, minute: number): void {
    const policy = policies.find((candidate) => candidate.priority === priority);
    const target = policy?.targets[one.kind];
    one.current = null;
    if (!policy || target === undefined) return;
    const late = one.uncounted.filter(
      (gap) => policy.isOpen(gap.minute) && !(gap.isSnoozed && policy.pauses.includes(one.kind)),
    ).length;
    one.uncounted = [];
    const carried = one.worked + late;
    one.current = {
      kind: one.kind,
      priority,
      startedAt: minute,
      carried,
      dueAt: null,
      warnAt: null,
      stoppedAt: null,
      ending: null,
      policy,
      target,
      worked: carried,
    };
    one.clocks.push(one.current);
  }
  function stop(one: Wait, minute: number, ending: string): void {
    const clock = one.current;
    done.push(...one.clocks);
    if (!clock) return;
    clock.stoppedAt = minute;
    if (clock.warnAt === minute) clock.warnAt = null;
    clock.ending = clock.dueAt !== null && clock.dueAt < minute ? "breached" : ending;
    clock.dueAt ??= dueAfter(clock, minute);
  }
  function look(minute: number): void {
    for (const { current: clock } of waits()) {
      if (!clock) continue;
      if (clock.dueAt === null && clock.worked >= clock.target) clock.dueAt = minute;
      if (clock.warnAt === null && clock.worked >= clock.target / 2 && clock.dueAt === null)
        clock.warnAt = minute;
    }
  }
  function change(minute: number, wanted: string | null): void {
    if (wanted === priority) return;
    priority = wanted;
    for (const one of waits()) {
      const clock = one.current;
      if (clock && clock.dueAt !== null && clock.dueAt < minute) continue;
      if (clock) {
        clock.stoppedAt = minute;
        clock.ending = "replaced";
        clock.dueAt ??= dueAfter(clock, minute);
        if (clock.warnAt === minute) clock.warnAt = null;
        one.worked = clock.worked;
      }
      start(one, minute);
    }
    look(minute);
  }
  function happen({ minute, type, byCustomer }: Happening): void {
    const isOver = life.status === "resolved";
    if (type === "opened") episode = wait("resolution", minute);
    if (isOver && (type === "received" || type === "reopened")) {
      life.status = "open";
      episode = wait("resolution", minute);
    }
    if (type === "received" || (type === "opened" && byCustomer))
      reply ??= wait(turns++ === 0 ? "first-response" : "next-response", minute);
    if (type === "handed-over" && reply && !reply.isMoved) {
      reply = wait(reply.kind, minute);
      reply.isMoved = true;
    }
    if (type === "sent" && reply) {
      stop(reply, minute, "met");
      reply = null;
    }
    if (life.status === "open" && type === "snoozed") life.status = "snoozed";
    else if (life.status === "snoozed" && (type === "unsnoozed" || type === "reopened")) life.status = "open";
    if (type === "resolved" && !isOver) {
      life.status = "resolved";
      if (reply) stop(reply, minute, "cancelled");
      if (episode) stop(episode, minute, "met");
      reply = null;
      episode = null;
    }
  }

  for (let minute = 0; minute < HORIZON; minute++) {
    look(minute);
    const now = story.filter((happening) => happening.minute === minute);
    const told = now.findLast(({ type }) => type === "updated");
    if (told) change(minute, told.priority ?? null);
    for (const happening of now) happen(happening);
    for (const one of waits()) {
      const { current: clock } = one;
      const isSnoozed = life.status === "snoozed";
      if (!clock) one.uncounted.push({ minute, isSnoozed });
      else if (clock.policy.isOpen(minute) && !(isSnoozed && clock.policy.pauses.includes(one.kind)))
        clock.worked++;
    }
  }
  for (const one of waits()) done.push(...one.clocks);
  return done.map(({ policy: _policy, target: _target, worked: _worked, ...clock }) => clock);
}

/** As if nothing paused it any more. */
function dueAfter({ worked, target, policy }: Running, from: number): number {
  let minute = from;
  for (let left = target - worked; left > 0; minute++) if (policy.isOpen(minute)) left--;
  return minute;
}
