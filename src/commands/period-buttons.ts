import type { CommandAction } from "../messages/report.ts";

const PERIODS = ["today", "this week", "last week"] as const;

/** A button for each of the usual periods but the one that is shown. */
export function periodButtons(shown: string, command: (period: string) => string): readonly CommandAction[] {
  return PERIODS.filter((period) => period !== shown).map((period) => ({
    label: period.slice(0, 1).toUpperCase() + period.slice(1),
    command: command(period),
  }));
}
