import type { SlaClock } from "../facts/sla-rows.ts";
import type { CircumstancesOverTime } from "./circumstances.ts";
import { policyFor } from "./matching.ts";
import { countedBetween, instantAfter, type Pause, pausedBetween, pausesUntil } from "./paused-time.ts";
import type { SlaPolicy, WarningPoint } from "./policy.ts";
import type { Wait } from "./wait.ts";

/** What the clocks of a conversation depend on. */
export interface ClockSetting {
  readonly circumstances: CircumstancesOverTime;
  /** When it was snoozed, in order. */
  readonly snoozes: readonly Pause[];
  readonly policiesAt: (at: Date) => readonly SlaPolicy[];
}

/**
 * The clocks of one wait, one after the other: a change of priority replaces the one that runs. A breach is final, and
 * nothing replaces that clock.
 */
export function clocksOfWait(wait: Wait, setting: ClockSetting): readonly SlaClock[] {
  const clocks: SlaClock[] = [];
  const starts = [wait.startedAt, ...setting.circumstances.priorityChanges(wait.startedAt, wait.endedAt)];
  let carriedMs = 0;
  let unclocked: { readonly from: Date; readonly to: Date }[] = [];
  for (const [index, startedAt] of starts.entries()) {
    const replacedAt = starts[index + 1] ?? null;
    const run = runOf(wait, startedAt, setting);
    if (!run) {
      if (replacedAt) unclocked.push({ from: startedAt, to: replacedAt });
      continue;
    }
    for (const { from, to } of unclocked) carriedMs += countedBetween(run.policy.time, from, to, run.pauses);
    unclocked = [];
    const clock = clockOf(wait, run, carriedMs, replacedAt);
    clocks.push(clock);
    if (clock.ending !== "replaced") break;
    carriedMs = clock.workedMs ?? carriedMs;
  }
  return clocks;
}

/** A policy in force for a wait. */
interface Run {
  readonly policy: SlaPolicy;
  readonly targetMs: number;
  readonly priority: string | null;
  readonly startedAt: Date;
  readonly pauses: readonly Pause[];
}

/** undefined where no policy promises anything. */
function runOf({ kind }: Wait, startedAt: Date, setting: ClockSetting): Run | undefined {
  const circumstances = setting.circumstances.at(startedAt);
  const policy = policyFor(setting.policiesAt(startedAt), circumstances);
  const targetMs = policy?.targets[kind];
  if (!policy || targetMs === undefined) return undefined;
  const pauses = policy.pauseWhenSnoozed.includes(kind) ? setting.snoozes : [];
  return { policy, targetMs, priority: circumstances.priority, startedAt, pauses };
}

function clockOf(wait: Wait, run: Run, carriedMs: number, replacedAt: Date | null): SlaClock {
  const { policy, targetMs, priority, startedAt } = run;
  const isReplaced = replacedAt !== null && !isPast(dueBy(run, carriedMs, replacedAt), replacedAt);
  const stoppedAt = isReplaced ? replacedAt : wait.endedAt;
  const pauses = stoppedAt ? pausesUntil(run.pauses, stoppedAt) : run.pauses;
  const dueAt = dueBy(run, carriedMs, stoppedAt);
  const pausedAt = stoppedAt || dueAt ? null : pauseOf(pauses, startedAt);
  const workedUntil = stoppedAt ?? pausedAt;
  const worked = workedUntil && countedBetween(policy.time, startedAt, workedUntil, pauses);
  return {
    kind: wait.kind,
    ofNo: wait.no,
    policy: policy.name,
    policyVersion: policy.version,
    calendar: policy.calendar,
    priority,
    targetMs,
    carriedMs,
    startedAt,
    dueAt,
    warnAt: warningsOf(run, carriedMs, pauses, earlierOf(dueAt, stoppedAt)),
    stoppedAt,
    ending: stoppedAt && (isReplaced ? "replaced" : endingOf(wait, dueAt, stoppedAt)),
    pausedAt,
    pausedMs: pausedBetween(startedAt, stoppedAt, pauses),
    workedMs: worked === null ? null : carriedMs + worked,
  };
}

/** Stopped in the very instant that it is due it is on time. */
function endingOf({ isKept }: Wait, dueAt: Date | null, stoppedAt: Date): SlaClock["ending"] {
  if (isPast(dueAt, stoppedAt)) return "breached";
  return isKept ? "met" : "cancelled";
}

/** What is paused when it stops was due as if the pause had ended then. */
function dueBy(
  { policy, targetMs, startedAt, pauses }: Run,
  carriedMs: number,
  stoppedAt: Date | null,
): Date | null {
  const known = stoppedAt ? pausesUntil(pauses, stoppedAt) : pauses;
  return instantAfter(policy.time, startedAt, targetMs - carriedMs, known);
}

/** Warnings of what has carried more than that already come at its start. */
function warningsOf(
  { policy, targetMs, startedAt }: Run,
  carriedMs: number,
  pauses: readonly Pause[],
  end: Date | null,
): readonly Date[] {
  const instants = policy.warnAt.flatMap((point) => {
    const at = instantAfter(policy.time, startedAt, workedBy(point, targetMs) - carriedMs, pauses);
    return at === null || (end !== null && at >= end) ? [] : [at.getTime()];
  });
  return [...new Set(instants)].sort((a, b) => a - b).map((time) => new Date(time));
}

function workedBy(point: WarningPoint, targetMs: number): number {
  return "share" in point ? Math.round(point.share * targetMs) : targetMs - point.before;
}

function pauseOf(pauses: readonly Pause[], startedAt: Date): Date | null {
  const open = pauses.find(({ until }) => until === null);
  if (!open) return null;
  return open.from < startedAt ? startedAt : open.from;
}

function isPast(dueAt: Date | null, at: Date): boolean {
  return dueAt !== null && dueAt < at;
}

function earlierOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
