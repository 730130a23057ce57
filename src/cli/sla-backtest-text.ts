import type { PolicyBacktest } from "../alerts/backtest-policy.ts";
import { backtestSentences } from "../alerts/backtest-text.ts";
import { backtestDays } from "./backtest-days.ts";

/** What `sla backtest` prints to people. */
export function slaBacktestText(tested: PolicyBacktest): string {
  const { alerts, period } = tested;
  const ofKind = (kind: string) => alerts.filter((alert) => alert.kind === kind);
  const days = backtestDays({ warnings: ofKind("warning"), breaches: ofKind("breach") }, period);
  return `${backtestSentences(tested).join("\n")}\n${days === "" ? "" : `\n${days}\n`}`;
}
