import { Command } from "commander";
import { backtestPolicy, type PolicyBacktest } from "../alerts/backtest-policy.ts";
import type { Period } from "../calendar/period.ts";
import { closest } from "../closest.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { UsageError } from "../errors.ts";
import { projectChanges } from "../store/projector.ts";
import { addPeriodOptions, askedPeriod, type PeriodOptions } from "./asked-period.ts";
import { type Desk, openDesk, readDeskSettings } from "./open-desk.ts";
import { progressLine } from "./progress-line.ts";
import { slaBacktestText } from "./sla-backtest-text.ts";

interface Given extends PeriodOptions {
  readonly policy: string;
  readonly json?: true;
}

/** What a policy would have warned of, and what it would have called broken. */
export function slaBacktestCommand(): Command {
  const command = new Command("backtest")
    .description("Tell what a policy of deskpulse.yaml would have alerted in the past; changes nothing")
    .requiredOption("--policy <name>", "the policy; those above it still come first")
    .option("--json", "print JSON, with every alert");
  return addPeriodOptions(command).action(async (given: Given) => {
    const { environment, config } = await readDeskSettings();
    checkPolicy(config, given.policy);
    const desk = await openDesk(environment, config, { leavesStored: true });
    try {
      const period = askedPeriod(given, config, desk.clock.now());
      const tested = await backtest(desk, given.policy, period);
      process.stdout.write(given.json ? `${JSON.stringify(tested)}\n` : slaBacktestText(tested));
    } finally {
      await desk.close();
    }
  });
}

/** @throws UsageError naming the nearest policy */
function checkPolicy({ sla }: DeskConfig, policy: string): void {
  const names = sla.map(({ name }) => name);
  if (names.includes(policy)) return;
  const near = closest(policy, names);
  const known = names.length > 0 ? `there are ${names.join(", ")}.` : "deskpulse.yaml has none, under sla.";
  throw new UsageError(
    `--policy ${JSON.stringify(policy)} is not a policy: ${near ? `did you mean ${near}?` : known}`,
  );
}

async function backtest(
  { store, accountId, config, logger, clock }: Desk,
  policy: string,
  period: Period,
): Promise<PolicyBacktest> {
  await projectChanges(store.db, { logger });
  const progress = progressLine("Folding");
  const tested = await backtestPolicy(store.db, {
    accountId,
    config,
    policy,
    period,
    now: clock.now(),
    onProgress: (done, of) => progress.show(done / of, `${done} of ${of} conversations`),
  });
  progress.end();
  return tested;
}
