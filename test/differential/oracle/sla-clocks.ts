import { businessMs, isOpen } from "./business-hours.ts";
import type { Heard } from "./heard.ts";
import type { NaiveConfig, NaivePolicy } from "./told-desk.ts";

export type ClockKind = "first-response" | "next-response" | "resolution";

/** What is known of a conversation at an instant, once all that happens then has. */
export interface Circumstances {
  readonly priority: string | null;
  readonly values: Readonly<Record<string, readonly (string | null)[]>>;
}

export interface Clock {
  readonly kind: ClockKind;
  readonly policy: NaivePolicy;
  readonly priority: string | null;
  readonly startedAt: number;
  /** Working time before it started. */
  readonly carried: number;
  dueAt: number | null;
  ending: "met" | "breached" | "cancelled" | "replaced" | null;
  /** What ended the wait, even where the clock was breached before. */
  stoppedBy: Heard | null;
}

export interface Wait {
  readonly kind: ClockKind;
  readonly since: number;
  isHandedOver: boolean;
  readonly clocks: Clock[];
  /** Times in which no clock ran. */
  readonly gaps: { from: number; to: number | null }[];
}

interface Span {
  readonly from: number;
  readonly to: number | null;
}

export interface ClockRoom {
  readonly config: NaiveConfig;
  /** When the conversation slept so far. */
  readonly snoozes: readonly Span[];
}

const quarter = 15 * 60_000;
/** By then everything is due. */
const horizon = 500 * 86_400_000;

/** Working time of a policy within a span: of its calendar, and not asleep where that stops this kind of clock. */
function worked(room: ClockRoom, policy: NaivePolicy, kind: ClockKind, from: number, to: number): number {
  const awake = policy.pauses.includes(kind) ? without(room.snoozes, from, to) : [{ from, to }];
  return awake.reduce((sum, span) => sum + opened(room, policy, span.from, span.to), 0);
}

function opened({ config }: ClockRoom, { calendar }: NaivePolicy, from: number, to: number): number {
  const hours = calendar === null ? undefined : config.calendars[calendar];
  return hours ? businessMs(hours, from, to) : Math.max(0, to - from);
}

function without(snoozes: readonly Span[], from: number, to: number): { from: number; to: number }[] {
  let left = [{ from, to }];
  for (const snooze of snoozes)
    left = left.flatMap((span) => [
      { from: span.from, to: Math.min(span.to, snooze.from) },
      { from: Math.max(span.from, snooze.to ?? Number.POSITIVE_INFINITY), to: span.to },
    ]);
  return left.filter((span) => span.from < span.to);
}

/** The first instant by which so much working time has passed, null while it sleeps: found by walking. */
export function dueTime(room: ClockRoom, clock: Clock): number | null {
  const { policy, kind, carried, startedAt } = clock;
  const target = policy.targets[kind] ?? 0;
  const hours = policy.calendar === null ? undefined : room.config.calendars[policy.calendar];
  const pauses = policy.pauses.includes(kind) ? room.snoozes : [];
  let left = target - carried;
  let at = startedAt;
  if (left <= 0) return at;
  while (at < startedAt + horizon) {
    const asleep = pauses.find(({ from, to }) => from <= at && (to === null || at < to));
    if (asleep) {
      if (asleep.to === null) return null;
      at = asleep.to;
      continue;
    }
    const next = pauses.filter(({ from }) => from > at).map(({ from }) => from);
    const step = hours ? Math.floor(at / quarter) * quarter + quarter : Number.POSITIVE_INFINITY;
    const end = Math.min(step, ...next, at + horizon);
    if (!hours || isOpen(hours, at)) {
      if (left <= end - at) return at + left;
      left -= end - at;
    }
    at = end;
  }
  return null;
}

/** Begins a clock by the policy that matches, or a gap where none does. */
export function begin(room: ClockRoom, wait: Wait, at: number, circumstances: Circumstances): void {
  const policy = room.config.policies.find(({ match }) =>
    Object.entries(match).every(([name, wanted]) =>
      circumstances.values[name]?.some((value) => value !== null && wanted.includes(value)),
    ),
  );
  const { priority } = circumstances;
  if (policy?.targets[wait.kind] === undefined) {
    wait.gaps.push({ from: at, to: null });
    return;
  }
  const ran = wait.clocks.reduce(
    (sum, clock, index) =>
      sum + worked(room, clock.policy, wait.kind, clock.startedAt, endOf(wait, index, at)),
    0,
  );
  const waited = wait.gaps.reduce(
    (sum, gap) => sum + worked(room, policy, wait.kind, gap.from, gap.to ?? at),
    0,
  );
  wait.clocks.push({
    kind: wait.kind,
    policy,
    priority,
    startedAt: at,
    carried: ran + waited,
    dueAt: null,
    ending: null,
    stoppedBy: null,
  });
}

/** A clock ran until the next clock, or the gap after it, began. */
function endOf(wait: Wait, index: number, at: number): number {
  const { startedAt } = wait.clocks[index] ?? { startedAt: at };
  const later = [
    ...wait.clocks.slice(index + 1).map((clock) => clock.startedAt),
    ...wait.gaps.map(({ from }) => from),
  ];
  return Math.min(at, ...later.filter((from) => from >= startedAt));
}

/** The wait is over, or another clock takes over: a breach stays one. */
export function end(
  room: ClockRoom,
  clock: Clock,
  at: number,
  ending: Clock["ending"],
  by: Heard | null,
): void {
  const due = dueTime(room, clock);
  clock.dueAt =
    due ?? dueTime({ ...room, snoozes: room.snoozes.map((span) => ({ ...span, to: span.to ?? at })) }, clock);
  const isLate = due !== null && due < at;
  clock.ending = isLate ? "breached" : ending;
  clock.stoppedBy = by;
}
