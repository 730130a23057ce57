import { alertBacktestSentences } from "../alerts/backtest-text.ts";
import type { KpiAlertBacktest, KpiFiring } from "../alerts/kpi-alert-backtest.ts";
import { watchOf } from "../alerts/kpi-watch.ts";
import { tellKpi } from "../alerts/tell-kpi.ts";
import { zoned } from "../calendar/zoned.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import type { KpiAlert } from "../config/kpi-alert.ts";
import { formatValue } from "../metrics/wording.ts";
import { textTable } from "./text-table.ts";

const MOST_SHOWN = 50;

/** What `alerts backtest` prints to people. */
export function alertsBacktestText(tested: KpiAlertBacktest, config: DeskConfig, alert: KpiAlert): string {
  const { firings, period, stepMs } = tested;
  const step = `It was looked at every ${formatValue("duration", stepMs / 1000)}; times are those of ${period.timezone}.`;
  const sentences = [...alertBacktestSentences(tested), step].join("\n");
  if (firings.length === 0) return `${sentences}\n`;
  const watch = watchOf(config, alert);
  const shown = firings.slice(0, MOST_SHOWN);
  const table = textTable(
    ["fired", "cleared", "with"].map((label) => ({ label, align: "left" })),
    shown.map((firing) => [
      moment(firing.at, period.timezone),
      firing.clearedAt === null ? "not yet" : moment(firing.clearedAt, period.timezone),
      tellKpi(config, watch, found(firing)).first,
    ]),
  );
  const left = firings.length - shown.length;
  return `${sentences}\n\n${table}\n${left > 0 ? `\n… and ${left} more\n` : ""}`;
}

function found({ value, sample }: KpiFiring) {
  return { value, sample, lastEventAt: null };
}

function moment(at: Date, timezone: string): string {
  return zoned(at, timezone).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
}
