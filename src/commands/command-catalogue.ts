import { ack } from "./ack.ts";
import type { Command } from "./command.ts";
import { digest } from "./digest.ts";
import { exportCommand } from "./export.ts";
import { helpOf } from "./help.ts";
import { kpi } from "./kpi.ts";
import { kpis } from "./kpis.ts";
import { leaderboard } from "./leaderboard.ts";
import { mystats } from "./mystats.ts";
import { sla } from "./sla.ts";
import { snooze } from "./snooze.ts";
import { teamstats } from "./teamstats.ts";
import { why } from "./why.ts";

/** Every command, in the order of the platforms' lists. */
export const commandCatalogue: readonly Command[] = [
  mystats,
  teamstats,
  kpi,
  why,
  sla,
  ack,
  snooze,
  digest,
  leaderboard,
  exportCommand,
  kpis,
  helpOf(() => commandCatalogue),
];
