import type { SlaClockRow, TargetKind } from "../facts/sla-rows.ts";

/** Somebody who would have been told, and of what. */
interface BacktestAlert {
  readonly at: Date;
  readonly kind: "warning" | "breach";
  readonly conversation: string | null;
  readonly target: TargetKind;
  readonly priority: string | null;
  readonly channel: string | null;
  readonly team: string | null;
  readonly agent: string | null;
  /** When the clock was stopped; null while it runs. */
  readonly clearedAt: Date | null;
  /** The desk was closed; null where that is not known. */
  readonly isOutsideHours: boolean | null;
}

/** What a policy would have come to in a period. */
export interface Backtest {
  /** In order of time. */
  readonly alerts: readonly BacktestAlert[];
  readonly warnings: number;
  readonly breaches: number;
  /** That the alerts are of. */
  readonly conversations: number;
  /** Clocks that were due in the period and kept. */
  readonly met: number;
  /** Of the alerts; null where no calendar says when the desk is open. */
  readonly outsideHours: number | null;
  /** From a breach to the reply or resolution, in seconds; null where no breach was cleared. */
  readonly medianSecondsToClear: number | null;
  /** Breaches that nobody has cleared yet. */
  readonly stillWaiting: number;
}

/**
 * Sums up clocks: whom they would have called in a period, and what came of it.
 *
 * @param period what lies in the future of `to` has not happened yet
 * @param isOpen whether a team works at an instant
 */
export function backtestOf(
  clocks: readonly SlaClockRow[],
  { from, to }: { readonly from: Date; readonly to: Date },
  isOpen: (team: string | null, at: Date) => boolean | null,
): Backtest {
  const isWithin = (at: Date | null): at is Date => at !== null && at >= from && at < to;
  const alertOf = (clock: SlaClockRow, kind: BacktestAlert["kind"], at: Date): BacktestAlert => ({
    at,
    kind,
    conversation: clock.conversation,
    target: clock.kind,
    priority: clock.priority,
    channel: clock.channel,
    team: clock.team,
    agent: clock.agent,
    clearedAt: clock.stoppedAt,
    isOutsideHours: isClosed(isOpen, clock.team, at),
  });
  const alerts = clocks.flatMap((clock) => [
    ...clock.warnAt.filter(isWithin).map((at) => alertOf(clock, "warning", at)),
    ...(isBreached(clock) && isWithin(clock.dueAt) ? [alertOf(clock, "breach", clock.dueAt)] : []),
  ]);
  const breaches = alerts.filter(({ kind }) => kind === "breach");
  const isKnown = alerts.some(({ isOutsideHours }) => isOutsideHours !== null);
  return {
    alerts: alerts.sort((a, b) => a.at.getTime() - b.at.getTime()),
    warnings: alerts.length - breaches.length,
    breaches: breaches.length,
    conversations: new Set(alerts.map(({ conversation }) => conversation)).size,
    met: clocks.filter(({ ending, dueAt }) => ending === "met" && isWithin(dueAt)).length,
    outsideHours: isKnown ? alerts.filter(({ isOutsideHours }) => isOutsideHours).length : null,
    medianSecondsToClear: medianOf(
      breaches.flatMap(({ at, clearedAt }) =>
        clearedAt ? [(clearedAt.getTime() - at.getTime()) / 1000] : [],
      ),
    ),
    stillWaiting: breaches.filter(({ clearedAt }) => clearedAt === null).length,
  };
}

/** Periods end now at the latest: what runs and is due within one is breached. */
function isBreached({ ending }: SlaClockRow): boolean {
  return ending === "breached" || ending === null;
}

/** What comes as the day's work ends still comes to people at work. */
function isClosed(
  isOpen: (team: string | null, at: Date) => boolean | null,
  team: string | null,
  at: Date,
): boolean | null {
  const open = isOpen(team, at);
  return open === null ? null : !open && isOpen(team, new Date(at.getTime() - 1)) === false;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
