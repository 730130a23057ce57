import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import { effectiveness } from "./effectiveness.ts";
import type { MetricDefinition } from "./metric-definition.ts";
import { satisfaction } from "./satisfaction.ts";
import { speed } from "./speed.ts";
import { volume } from "./volume.ts";

/** Every KPI, family by family. */
export const catalogue: readonly MetricDefinition[] = [
  ...volume,
  ...speed,
  ...effectiveness,
  ...satisfaction,
];

const byId = new Map(catalogue.map((definition) => [definition.id, definition]));

/** @throws UsageError naming the nearest KPI */
export function findMetric(id: string): MetricDefinition {
  const found = byId.get(id) ?? byId.get(id.trim().toLowerCase());
  if (found) return found;
  const near = closest(id, [...byId.keys()]);
  const hint = near ? `did you mean ${near}?` : "`deskpulse kpis` lists them all.";
  throw new UsageError(`${JSON.stringify(id)} is not a KPI: ${hint}`);
}
