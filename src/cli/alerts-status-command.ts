import { Command } from "commander";
import { kpiAlertStatus } from "../alerts/kpi-alert-status.ts";
import { alertsStatusText } from "./alerts-status-text.ts";
import { openDesk } from "./open-desk.ts";

/** How the alerts of deskpulse.yaml stand. */
export function alertsStatusCommand(): Command {
  return new Command("status")
    .description("List the alerts of deskpulse.yaml, with what the last look at each has found")
    .option("--json", "print JSON")
    .action(async ({ json }: { readonly json?: true }) => {
      const desk = await openDesk();
      try {
        const status = await kpiAlertStatus(desk.store.db, desk.accountId, desk.config);
        process.stdout.write(
          json ? `${JSON.stringify(status)}\n` : alertsStatusText(status, desk.config.timezone),
        );
      } finally {
        await desk.close();
      }
    });
}
