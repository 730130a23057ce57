import { Command } from "commander";
import { backtestKpiAlert, type KpiAlertBacktest } from "../alerts/kpi-alert-backtest.ts";
import type { Period } from "../calendar/period.ts";
import { closest } from "../closest.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import type { KpiAlert } from "../config/kpi-alert.ts";
import { UsageError } from "../errors.ts";
import { projectChanges } from "../store/projector.ts";
import { alertsBacktestText } from "./alerts-backtest-text.ts";
import { addPeriodOptions, askedPeriod, type PeriodOptions } from "./asked-period.ts";
import { type Desk, openDesk, readDeskSettings } from "./open-desk.ts";
import { progressLine } from "./progress-line.ts";

interface Given extends PeriodOptions {
  readonly alert: string;
  readonly json?: true;
}

/** When an alert would have fired, and for how long. */
export function alertsBacktestCommand(): Command {
  const command = new Command("backtest")
    .description("Tell when an alert of deskpulse.yaml would have fired in the past; changes nothing")
    .requiredOption("--alert <id>", "the alert")
    .option("--json", "print JSON, with every firing");
  return addPeriodOptions(command).action(async (given: Given) => {
    const { environment, config } = await readDeskSettings();
    const alert = findAlert(config, given.alert);
    const desk = await openDesk(environment, config, { leavesStored: true });
    try {
      const tested = await backtest(desk, alert, askedPeriod(given, config, desk.clock.now()));
      process.stdout.write(
        given.json ? `${JSON.stringify(tested)}\n` : alertsBacktestText(tested, config, alert),
      );
    } finally {
      await desk.close();
    }
  });
}

/** @throws UsageError naming the nearest alert */
function findAlert({ alerts }: DeskConfig, id: string): KpiAlert {
  const found = alerts.find((alert) => alert.id === id);
  if (found) return found;
  const ids = alerts.map((alert) => alert.id);
  const near = closest(id, ids);
  const known = ids.length > 0 ? `there are ${ids.join(", ")}.` : "deskpulse.yaml has none, under alerts.";
  throw new UsageError(
    `--alert ${JSON.stringify(id)} is not an alert: ${near ? `did you mean ${near}?` : known}`,
  );
}

async function backtest(
  { store, accountId, config, logger, clock }: Desk,
  alert: KpiAlert,
  period: Period,
): Promise<KpiAlertBacktest> {
  await projectChanges(store.db, { logger });
  const progress = progressLine("Looking");
  const tested = await backtestKpiAlert(store.db, {
    accountId,
    config,
    alert,
    period,
    now: clock.now(),
    onProgress: (done, of) => progress.show(done / of, `${done} of ${of} looks`),
  });
  progress.end();
  return tested;
}
