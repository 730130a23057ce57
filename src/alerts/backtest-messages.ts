import type { SlaPolicy } from "../config/sla-policy.ts";
import type { Target } from "../config/target.ts";
import type { SlaClockRow } from "../facts/sla-rows.ts";
import { quietUntil } from "./quiet-hours.ts";

/** What a policy's `notify` and `quietHours` would have made of its warnings and breaches. */
export interface BacktestMessages {
  /** Posted in the period, one a promise and place. Several that came together would have shared some. */
  readonly posted: number;
  /** Warnings and breaches that somebody was to be told of, and that came in quiet hours. */
  readonly heldBack: number;
  /** Promises of which nobody was told at all, since they were settled before the quiet hours ended. */
  readonly settledUnseen: number;
}

type Notices = Pick<SlaPolicy, "notify" | "quietHours">;

/**
 * @param clocks all of the policy: what was posted before the period is no new message in it
 * @param timezone of the quiet hours
 * @returns null where the policy tells nobody
 */
export function backtestMessages(
  clocks: readonly SlaClockRow[],
  policy: Notices,
  timezone: string,
  period: { readonly from: Date; readonly to: Date },
): BacktestMessages | null {
  const { warning, breach } = policy.notify;
  if (warning.length + breach.length === 0) return null;
  const waits = Map.groupBy(clocks, ({ conversation, kind, ofNo }) =>
    JSON.stringify([conversation, kind, ofNo]),
  );
  const isWithin = (at: Date) => at >= period.from && at < period.to;
  const sum = { posted: 0, heldBack: 0, settledUnseen: 0 };
  for (const wait of waits.values()) {
    const { posts, held } = noticesOf(wait, policy, timezone, period.to);
    const heldBack = held.filter(isWithin).length;
    sum.posted += posts.filter(isWithin).length;
    sum.heldBack += heldBack;
    if (heldBack > 0 && posts.length === 0) sum.settledUnseen += 1;
  }
  return sum;
}

/** When the messages of one wait would have been posted, and which of its moments came in quiet hours. */
function noticesOf(wait: readonly SlaClockRow[], policy: Notices, timezone: string, until: Date) {
  const last = wait.at(-1);
  // One that was replaced goes on, by another policy.
  const settledAt = last && last.ending !== "replaced" ? last.stoppedAt : null;
  const posts = new Map<string, Date>();
  const held: Date[] = [];
  for (const { at, targets } of momentsOf(wait, policy)) {
    if (at >= until) break;
    const quiet = quietUntil(policy.quietHours, timezone, at);
    if (quiet) held.push(at);
    const toldAt = quiet ?? at;
    if (settledAt !== null && settledAt <= toldAt) continue;
    for (const place of targets.map((target) => JSON.stringify(target)))
      if (!posts.has(place)) posts.set(place, toldAt);
  }
  return { posts: [...posts.values()], held };
}

interface Moment {
  readonly at: Date;
  readonly targets: readonly Target[];
}

/** Those that are watched for, in order of time. */
function momentsOf(wait: readonly SlaClockRow[], { notify }: Notices): readonly Moment[] {
  const { warning, breach } = notify;
  const all = wait.flatMap(({ warnAt, dueAt, ending }) => {
    const isBroken = dueAt !== null && (ending === null || ending === "breached");
    return [
      ...(warning.length > 0 ? warnAt.map((at) => ({ at, targets: warning })) : []),
      ...(breach.length > 0 && isBroken ? [{ at: dueAt, targets: [...warning, ...breach] }] : []),
    ];
  });
  return all.sort((a, b) => a.at.getTime() - b.at.getTime());
}
