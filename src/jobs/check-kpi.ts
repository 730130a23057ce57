import type { ConfigProblem } from "../config/config-problem.ts";
import type { KnownNames } from "./check-desk-config.ts";
import { member } from "./references.ts";

/** Whether the KPI is one, and has the dimensions it is split and filtered by. */
export function checkKpi(
  kpi: string,
  dimensions: readonly string[],
  path: ConfigProblem["path"],
  known: Pick<KnownNames, "metrics">,
): ConfigProblem[] {
  const own = known.metrics.get(kpi);
  if (!own) return member(kpi, path, new Set(known.metrics.keys()), "KPI");
  const wrong = dimensions.find((dimension) => !own.has(dimension));
  return wrong === undefined ? [] : [{ path, message: `"${kpi}" cannot be split or filtered by ${wrong}` }];
}
