import type { ChartSpec } from "../charts/chart-spec.ts";
import { formatValue } from "../metrics/wording.ts";

/** What the picture shows, for who cannot see it. */
export function chartInWords(spec: ChartSpec): string {
  const values = spec.kind === "heat-map" ? spec.values.flat() : (spec.series.at(-1)?.values ?? []);
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0) return "no data.";
  const [low, high] = [Math.min(...measured), Math.max(...measured)];
  const range = `from ${formatValue(spec.unit, low)} to ${formatValue(spec.unit, high)}`;
  if (spec.kind === "heat-map") return `${range}, highest ${peak(spec, high)}.`;
  return `${range}, highest at ${spec.labels[values.indexOf(high)]}.`;
}

function peak(spec: Extract<ChartSpec, { kind: "heat-map" }>, high: number): string {
  const row = spec.values.findIndex((values) => values.includes(high));
  const column = spec.values[row]?.indexOf(high) ?? 0;
  return `on ${spec.rows[row]} at ${spec.columns[column]}`;
}
