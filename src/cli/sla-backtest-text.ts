import { bucketsOf } from "../calendar/buckets.ts";
import { formatValue } from "../metrics/wording.ts";
import type { Backtest, BacktestAlert } from "../sla/backtest.ts";
import { textTable } from "./text-table.ts";

export interface PolicyBacktest extends Backtest {
  readonly policy: string;
  readonly period: { readonly from: Date; readonly to: Date; readonly timezone: string };
  /** Conversations whose events were dropped for their age, of all policies. */
  readonly withoutEvents: number;
}

/** What `sla backtest` prints to people. */
export function slaBacktestText(tested: PolicyBacktest): string {
  const { policy, alerts, warnings, breaches, met, outsideHours, stillWaiting, withoutEvents } = tested;
  const cleared = tested.medianSecondsToClear;
  const isIdle = alerts.length + met === 0;
  const lines = [
    isIdle
      ? `Policy ${policy} would have had no target due and nobody to tell.`
      : `Policy ${policy} would have warned ${times(warnings)} and called ${breaches} of ${breaches + met} targets broken.`,
    ...(outsideHours === null
      ? []
      : [`${outsideHours} of these ${alerts.length} alerts would have come outside business hours.`]),
    ...(cleared === null
      ? []
      : [`A broken promise was made good after ${formatValue("duration", cleared)} (median).`]),
    ...(stillWaiting > 0 ? [`${stillWaiting} of the broken ones still wait.`] : []),
    ...(withoutEvents > 0
      ? [`${withoutEvents} conversations are left out: their events were dropped for their age.`]
      : []),
  ];
  return `${lines.join("\n")}\n${alerts.length > 0 ? `\n${byDay(tested)}\n` : ""}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** Days without an alert are left out. */
function byDay({ alerts, period }: PolicyBacktest): string {
  const days = bucketsOf({ ...period, step: "elapsed", name: "" }, "day").flatMap(({ key, from, to }) => {
    const own = alerts.filter(({ at }) => at >= from && at < to);
    return own.length === 0 ? [] : [[key, ...counts(own)]];
  });
  return textTable(
    [
      { label: "day", align: "left" },
      { label: "warnings", align: "right" },
      { label: "breaches", align: "right" },
    ],
    days,
  );
}

function counts(alerts: readonly BacktestAlert[]): string[] {
  return (["warning", "breach"] as const).map((kind) =>
    String(alerts.filter((alert) => alert.kind === kind).length),
  );
}
