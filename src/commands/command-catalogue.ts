import type { Command } from "./command.ts";
import { digest } from "./digest.ts";
import { helpOf } from "./help.ts";
import { kpi } from "./kpi.ts";
import { kpis } from "./kpis.ts";
import { mystats } from "./mystats.ts";
import { teamstats } from "./teamstats.ts";
import { why } from "./why.ts";

/** Every command, in the order of the platforms' lists. */
export const commandCatalogue: readonly Command[] = [
  mystats,
  teamstats,
  kpi,
  kpis,
  why,
  digest,
  helpOf(() => commandCatalogue),
];
